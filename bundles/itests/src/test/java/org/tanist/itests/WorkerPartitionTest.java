package org.tanist.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tanist.itests.harness.Apps;
import org.tanist.itests.harness.ClusterProcess;
import org.tanist.itests.harness.Eventually;
import org.tanist.itests.harness.Hosts;
import org.tanist.itests.harness.Processes;
import org.tanist.itests.harness.ProgramJar;
import org.tanist.itests.harness.TokenServer;
import org.tanist.itests.harness.WorkerProcess;
import org.tanist.testkit.FreePorts;

/** Two workers on hosts of their own (network namespaces), of which one is cut off from all masters. */
class WorkerPartitionTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private Hosts hosts;
    private ClusterProcess cluster;
    private List<WorkerProcess> workers = List.of();

    @BeforeEach
    void lay() {
        assumeTrue(Processes.root(), "SKIPPED: network namespaces need root");
        hosts = Hosts.of(2);
        cluster = ClusterProcess.shaped(
                3,
                launch -> launch.at(hosts.bridgeAddress(), FreePorts.next())
                        .with("-D", "tanist.security.authentication=none", "-D", "tanist.workers.timeout=4s"));
        cluster.up();
        workers = IntStream.range(0, 2)
                .mapToObj(i -> new WorkerProcess("w" + i, cluster.addresses(), List.of(hosts.prefix(i))).start())
                .toList();
    }

    @AfterEach
    void clear() {
        workers.forEach(WorkerProcess::close);
        if (cluster != null) {
            cluster.close();
        }
        if (hosts != null) {
            hosts.close();
        }
    }

    @Test
    void cutOffWorkerEndsItsInstancesBeforeTheyRunElsewhereAndTakesPartAgain() {
        Apps apps = new Apps(cluster);
        try (TokenServer tokens = new TokenServer()) {
            apps.submit(ProgramJar.of("partition"), "fenced", "--wait", "--", "token", tokens.path());
            JsonNode before = apps.awaitNewer("fenced", 0);
            int cut = before.path("worker").asText().equals("w0") ? 0 : 1;
            hosts.cut(cut);
            JsonNode moved =
                    apps.awaitNewer("fenced", before.path("incarnation").asLong());
            assertThat(moved.path("worker").asText()).isEqualTo("w" + (1 - cut));
            Eventually.until(
                    "its token is seen",
                    SOON,
                    () -> tokens.highest() == moved.path("incarnation").asLong());
            hosts.heal(cut);
            Eventually.until(
                    "both workers are live",
                    SOON,
                    () -> cluster.awaitActive()
                            .http()
                            .read("/api/v1/workers")
                            .orElseThrow()
                            .findValuesAsText("state")
                            .equals(List.of("live", "live")));
            int seen = tokens.count();
            Eventually.until("claims go on", SOON, () -> tokens.count() > seen + 50);
            assertThat(tokens.late())
                    .as("claims of the old one after the new one began")
                    .isEmpty();
            assertThat(workers.get(cut).instances()).isEmpty();
        }
    }
}
