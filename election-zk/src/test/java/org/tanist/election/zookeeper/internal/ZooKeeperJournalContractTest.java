package org.tanist.election.zookeeper.internal;

import java.io.IOException;
import java.nio.file.Path;
import org.tanist.testkit.contract.ElectedJournals;
import org.tanist.testkit.contract.JournalCluster;
import org.tanist.testkit.contract.JournalContract;

class ZooKeeperJournalContractTest extends JournalContract {
    @Override
    protected JournalCluster createCluster(Path directory, int size) throws IOException {
        return new ElectedJournals(new ZooKeeperProvider(TestEnsemble.shared()), directory, size);
    }
}
