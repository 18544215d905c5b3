package org.tanist.election.zookeeper.internal.ensemble;

import java.io.IOException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;

/** ZooKeeper's handle, which can also be dropped as a dying process drops it. */
final class Session extends ZooKeeper {

    Session(String hosts, int timeoutMillis, Watcher watcher, ZKClientConfig config) throws IOException {
        super(hosts, timeoutMillis, watcher, config);
    }

    /** Breaks the connection and leaves the session to its time-out. */
    void abandon() {
        cnxn.disconnect();
    }
}
