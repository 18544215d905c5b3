package org.tanist.itests;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.tanist.itests.harness.ClusterProcess;

/** Tests that share one cluster of three masters, since starting one takes longer than most tests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ThreeMasters {
    final ClusterProcess cluster = ClusterProcess.of(3);

    @BeforeAll
    void startCluster() {
        cluster.up();
    }

    @AfterAll
    void stopCluster() {
        cluster.close();
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
