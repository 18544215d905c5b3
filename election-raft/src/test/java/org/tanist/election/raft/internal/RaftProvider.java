package org.tanist.election.raft.internal;

import org.tanist.election.Candidacy;
import org.tanist.election.Election;
import org.tanist.testkit.contract.ElectionProvider;

/** This bundle for the contract suites; a killed master hands nothing over. */
final class RaftProvider implements ElectionProvider {

    @Override
    public Election election(int number) {
        return new RaftElection();
    }

    @Override
    public void kill(Candidacy candidacy) {
        if (candidacy instanceof RaftCandidacy raft) {
            raft.abort();
        }
    }
}
