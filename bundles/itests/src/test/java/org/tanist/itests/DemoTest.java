package org.tanist.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tanist.itests.harness.Processes;
import org.tanist.itests.harness.Tarball;

/** The demo shows a failover and ends by itself when asked to. */
class DemoTest {
    @Test
    void onceEndsByItselfWithEveryThingObserved() {
        Processes.Result result = Processes.run(
                Duration.ofSeconds(150),
                Map.of(),
                List.of(Tarball.home().resolve("bin/tanist").toString(), "demo", "--once"));
        assertThat(result.exit()).as(result.all()).isZero();
        assertThat(result.out()).contains("/ui/").containsPattern("\\d+ of \\d+");
    }
}
