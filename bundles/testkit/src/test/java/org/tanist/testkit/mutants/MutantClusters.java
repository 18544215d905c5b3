package org.tanist.testkit.mutants;

import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.tanist.election.Candidacy;
import org.tanist.election.Election;
import org.tanist.journal.Journal;
import org.tanist.testkit.memory.MemoryClusters;
import org.tanist.testkit.memory.MemoryElection;

/** The in-memory provider with something broken in every candidacy. */
class MutantClusters extends MemoryClusters {
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
}
