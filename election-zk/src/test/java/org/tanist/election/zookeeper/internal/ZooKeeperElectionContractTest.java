package org.tanist.election.zookeeper.internal;

import java.io.IOException;
import org.tanist.testkit.contract.ElectionContract;
import org.tanist.testkit.contract.ElectionProvider;

class ZooKeeperElectionContractTest extends ElectionContract {
    @Override
    protected ElectionProvider provider() throws IOException {
        return new ZooKeeperProvider(TestEnsemble.shared());
    }
}
