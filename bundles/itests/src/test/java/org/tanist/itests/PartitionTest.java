package org.tanist.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tanist.itests.harness.ClusterProcess;
import org.tanist.itests.harness.Eventually;
import org.tanist.itests.harness.Hosts;
import org.tanist.itests.harness.MasterProcess;
import org.tanist.itests.harness.Processes;
import org.tanist.itests.harness.Writer;

/** Masters on three hosts (network namespaces) whose network breaks. */
class PartitionTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private Hosts hosts;
    private ClusterProcess cluster;

    @BeforeEach
    void lay() {
        assumeTrue(Processes.root(), "SKIPPED: network namespaces need root");
        hosts = Hosts.of(3);
        int[] next = {0};
        cluster = ClusterProcess.shaped(3, launch -> {
            int host = next[0]++;
            return launch.at(hosts.address(host), 3000)
                    .prefix(hosts.prefix(host))
                    .with("-D", "tanist.security.authentication=none");
        });
    }

    @AfterEach
    void clear() {
        if (cluster != null) {
            cluster.close();
        }
        if (hosts != null) {
            hosts.close();
        }
    }

    /** Writes from the master's own host, where a cut does not matter; the exit code tells whether it was acknowledged. */
    private Processes.Result writeOnHost(int index, String key, String timeout) {
        MasterProcess master = cluster.master(index);
        List<String> command = new ArrayList<>(List.of(hosts.prefix(index)));
        command.addAll(List.of(
                master.launch().home().resolve("bin/tanist").toString(), "--masters", master.address(), "--timeout"));
        command.addAll(List.of(timeout, "registry", "put", key, "value"));
        return Processes.run(Duration.ofSeconds(60), Map.of(), command);
    }

    @Test
    void activeThatIsCutOffAcknowledgesNothingAndStepsBackWhenItReturns() throws Exception {
        cluster.up();
        try (Writer writer = Writer.on(cluster.masters(), "cut")) {
            writer.awaitMore(30);
            MasterProcess old = cluster.awaitActive();
            long term = cluster.term();
            int index = cluster.masters().indexOf(old);
            hosts.cut(index);
            MasterProcess next = cluster.awaitActiveOtherThan(old, SOON);
            writer.awaitMore(30);
            assertThat(cluster.term()).isGreaterThan(term);
            Processes.Result written = writeOnHost(index, "cut-off", "4s");
            assertThat(written.exit())
                    .as("write at the cut-off master: " + written.all())
                    .isIn(5, 6);
            assertThat(next.http().get("/api/v1/registry/cut-off").status()).isEqualTo(404);
            hosts.heal(index);
            Eventually.until("the old active is standby", SOON, () -> old.role().equals("standby"));
            cluster.awaitAllUp();
            assertThat(cluster.actives()).isEqualTo(1);
            assertThat(writer.lost(cluster)).isEmpty();
        }
    }

    @Test
    void threeIsolatedStartsNeverMakeTwoClusters() {
        IntStream.range(0, 3).forEach(hosts::cut);
        cluster.start();
        Set<Integer> acknowledged = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            if (writeOnHost(i, "isolated-" + i, "6s").exit() == 0) {
                acknowledged.add(i);
            }
        }
        assertThat(acknowledged).as("masters that acknowledged alone").isEmpty();
        IntStream.range(0, 3).forEach(hosts::heal);
        cluster.awaitAllUp();
        Set<String> ids = new HashSet<>();
        cluster.masters().forEach(m -> ids.add(m.view().orElseThrow().path("id").asText()));
        assertThat(ids).hasSize(1);
        Processes.Result written = writeOnHost(0, "together", "10s");
        assertThat(written.exit()).as(written.all()).isZero();
    }
}
