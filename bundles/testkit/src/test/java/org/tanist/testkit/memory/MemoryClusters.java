package org.tanist.testkit.memory;

import java.time.Duration;
import java.util.Optional;
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
    public Optional<Isolation> isolation() {
        return Optional.of(new Isolation() {
            @Override
            public void begin(MasterId master) {
                cluster.isolate(master);
            }

            @Override
            public void end(MasterId master) {
                cluster.heal(master);
            }
        });
    }

    @Override
    public void close() {
        cluster.close();
    }
}
