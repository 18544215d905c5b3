package org.tanist.testkit.mutants;

import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.tanist.cluster.MasterId;
import org.tanist.election.Candidacy;
import org.tanist.election.Election;
import org.tanist.journal.Journal;
import org.tanist.testkit.contract.ElectionProvider;
import org.tanist.testkit.memory.MemoryCluster;
import org.tanist.testkit.memory.MemoryElection;

/** The in-memory provider with something broken in every candidacy. */
class MutantClusters implements ElectionProvider {
    final MemoryCluster cluster = new MemoryCluster();
    private final UnaryOperator<Candidacy> mutation;

    MutantClusters(UnaryOperator<Candidacy> mutation) {
        this.mutation = mutation;
    }

    /** Breaks the journals only. */
    static MutantClusters ofJournals(UnaryOperator<Journal> mutation) {
        return new MutantClusters(sound -> {
            Journal broken = mutation.apply(sound.journal().orElseThrow());
            return new CandidacyDelegate(sound) {
                @Override
                public Optional<Journal> journal() {
                    return Optional.of(broken);
                }
            };
        });
    }

    @Override
    public Election election(int number) {
        Election sound = new MemoryElection(cluster);
        return (self, floor, listener) -> mutation.apply(sound.stand(self, floor, listener));
    }

    /** Broken providers are waited for in vain, so not for long. */
    @Override
    public Duration patience() {
        return Duration.ofMillis(500);
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
