package org.tanist.election.raft.internal;

import java.nio.file.Path;
import org.tanist.testkit.contract.ElectedJournals;
import org.tanist.testkit.contract.JournalCluster;
import org.tanist.testkit.contract.JournalContract;

class RaftJournalContractTest extends JournalContract {
    @Override
    protected JournalCluster createCluster(Path directory, int size) {
        return new ElectedJournals(new RaftProvider(), directory, size);
    }
}
