package org.tanist.itests;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.tanist.itests.harness.ClusterProcess;

/** Tests that share one cluster of three masters, since starting one takes longer than most tests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ThreeMasters {
    ClusterProcess cluster;

    /** Three masters that are not started yet. */
    ClusterProcess masters() {
        return ClusterProcess.of(3);
    }

    /** What the masters need besides; called after they have ended. */
    void stopOthers() {}

    @BeforeAll
    void startCluster() {
        cluster = masters();
        cluster.up();
    }

    @AfterAll
    void stopCluster() {
        cluster.close();
        stopOthers();
    }

    /** Whoever was killed or stopped takes part again. */
    void bringAllBack() {
        cluster.masters().forEach(master -> {
            if (master.alive()) {
                master.signal("CONT");
            } else {
                master.start();
            }
        });
        cluster.awaitAllUp();
    }
}
