package org.tanist.itests;

import org.tanist.itests.harness.ClusterProcess;
import org.tanist.itests.harness.ZooKeeperServers;

/** Planned changes on ZooKeeper. */
class ZooKeeperTransferTest extends TransferSuite {
    private ZooKeeperServers servers;

    @Override
    ClusterProcess masters() {
        servers = ZooKeeperServers.start();
        return ClusterProcess.of(3, servers.options());
    }

    @Override
    void stopOthers() {
        servers.close();
    }
}
