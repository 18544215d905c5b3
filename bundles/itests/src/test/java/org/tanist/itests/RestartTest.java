package org.tanist.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tanist.itests.harness.MasterProcess;
import org.tanist.itests.harness.Writer;

/** Masters that are restarted one by one, as for an upgrade, while a client writes. */
class RestartTest extends ThreeMasters {
    private static final int RESTARTS = 20;

    @Test
    @Timeout(600)
    void restartedOneByOneTwentyTimesWithoutPeersLosesNothing() {
        try (Writer writer = Writer.on(cluster.masters(), "rolling")) {
            cluster.masters().forEach(m -> m.relaunch(m.launch().peers(List.of())));
            long term = cluster.term();
            for (int i = 0; i < RESTARTS; i++) {
                MasterProcess master = cluster.master(i % 3);
                assertThat(master.term()).isZero();
                master.start();
                cluster.awaitAllUp();
                writer.awaitMore(5);
            }
            assertThat(cluster.term()).isGreaterThan(term);
            assertThat(writer.lost(cluster)).isEmpty();
            StartTest.assertOneCluster(cluster);
        }
    }
}
