package org.tanist.election.zookeeper.internal;

import java.io.IOException;
import org.osgi.service.component.annotations.Component;
import org.tanist.cluster.Term;
import org.tanist.election.Candidacy;
import org.tanist.election.Candidate;
import org.tanist.election.Election;
import org.tanist.election.ElectionListener;

/** Elects in a ZooKeeper ensemble, which also keeps the journal. */
@Component(service = Election.class, property = Election.PROVIDER + "=zookeeper")
public final class ZooKeeperElection implements Election {

    @Override
    public Candidacy stand(Candidate self, Term floor, ElectionListener listener) throws IOException {
        return new ZooKeeperCandidacy(self, floor, listener);
    }
}
