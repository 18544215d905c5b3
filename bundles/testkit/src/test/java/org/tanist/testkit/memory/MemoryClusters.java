package org.tanist.testkit.memory;

import java.time.Duration;
import org.tanist.cluster.MasterId;
import org.tanist.election.Election;
import org.tanist.testkit.contract.ElectionProvider;

/** The in-memory provider as the contract suites see it. */
public class MemoryClusters implements ElectionProvider {
    /** The cluster of all its elections. */
    protected final MemoryCluster cluster = new MemoryCluster();

    @Override
    public Election election(int number) {
        return new MemoryElection(cluster);
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(10);
    }

    @Override
    public boolean isolates() {
        return true;
    }

    @Override
    public void isolate(MasterId master) {
        cluster.isolate(master);
    }

    @Override
    public void heal(MasterId master) {
        cluster.heal(master);
    }

    @Override
    public void close() {
        cluster.close();
    }
}
