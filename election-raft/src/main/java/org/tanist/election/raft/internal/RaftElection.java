package org.tanist.election.raft.internal;

import java.io.IOException;
import org.osgi.service.component.annotations.Component;
import org.tanist.cluster.Term;
import org.tanist.election.Candidacy;
import org.tanist.election.Candidate;
import org.tanist.election.Election;
import org.tanist.election.ElectionListener;

/** Elects by Raft; the provider's own log is the journal. */
@Component(service = Election.class, property = Election.PROVIDER + "=raft")
public final class RaftElection implements Election {

    @Override
    public Candidacy stand(Candidate self, Term floor, ElectionListener listener) throws IOException {
        return new RaftCandidacy(self, floor, listener);
    }
}
