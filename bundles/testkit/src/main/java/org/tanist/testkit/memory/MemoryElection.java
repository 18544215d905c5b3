package org.tanist.testkit.memory;

import java.io.IOException;
import org.tanist.cluster.Term;
import org.tanist.election.Candidacy;
import org.tanist.election.Candidate;
import org.tanist.election.Election;
import org.tanist.election.ElectionListener;

/** Election and journal over a {@link MemoryCluster}; the candidate's directory, time-out and settings do not matter. */
public final class MemoryElection implements Election {
    private final MemoryCluster cluster;

    /** All masters of one cluster get the same object. */
    public MemoryElection(MemoryCluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Candidacy stand(Candidate self, Term floor, ElectionListener listener) throws IOException {
        return cluster.stand(self, floor, listener);
    }
}
