package org.tanist.election.zookeeper.internal.ensemble;

import java.io.IOException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;

/** ZooKeeper's handle, which can also be dropped as a dying process drops it. */
final class Session extends ZooKeeper {

    Session(Settings settings, Watcher watcher) throws IOException {
        super(
                settings.connect().hosts(),
                (int) settings.session().toMillis(),
                watcher,
                false,
                new Servers(settings.connect().servers()),
                settings.client());
    }

    /** Breaks the connection and leaves the session to its time-out. */
    void abandon() {
        cnxn.disconnect();
    }
}
