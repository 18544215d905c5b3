package org.tanist.election.raft.internal;

import org.tanist.testkit.contract.ElectionContract;
import org.tanist.testkit.contract.ElectionProvider;

class RaftElectionContractTest extends ElectionContract {
    @Override
    protected ElectionProvider provider() {
        return new RaftProvider();
    }
}
