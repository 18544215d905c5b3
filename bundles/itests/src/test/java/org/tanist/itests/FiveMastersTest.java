package org.tanist.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.tanist.itests.harness.ClusterProcess;
import org.tanist.itests.harness.MasterProcess;
import org.tanist.itests.harness.Writer;

/** Five masters bear the loss of two. */
class FiveMastersTest {

    @Test
    void twoOfFiveKilledLeaveOneActiveThatStillWrites() {
        try (ClusterProcess cluster = ClusterProcess.of(5).up();
                Writer writer = Writer.on(cluster.masters(), "five")) {
            writer.awaitMore(50);
            MasterProcess first = cluster.awaitActive();
            first.kill();
            MasterProcess second = cluster.awaitActiveOtherThan(first, Duration.ofSeconds(20));
            long term = second.view().orElseThrow().path("term").asLong();
            writer.awaitMore(20);
            second.kill();
            MasterProcess third = cluster.awaitActive(Duration.ofSeconds(20));
            writer.awaitMore(50);
            assertThat(third).isNotIn(first, second);
            assertThat(cluster.actives()).isEqualTo(1);
            assertThat(cluster.term()).isGreaterThan(term);
            assertThat(third.view().orElseThrow().path("failureTolerance").asInt())
                    .isZero();
            assertThat(writer.lost(cluster)).isEmpty();
            first.start();
            second.start();
            cluster.awaitAllUp();
        }
    }
}
