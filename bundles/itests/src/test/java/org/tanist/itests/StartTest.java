package org.tanist.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.tanist.itests.harness.ClusterProcess;
import org.tanist.itests.harness.Eventually;
import org.tanist.itests.harness.Http;
import org.tanist.itests.harness.MasterProcess;
import org.tanist.itests.harness.Processes;
import org.tanist.itests.harness.Writer;
import org.tanist.testkit.FreePorts;

/** Founding a cluster, moving and changing its members. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class StartTest {
    private static final Duration SOON = Duration.ofSeconds(90);

    @Test
    void masterSaysInOneLineThatItIsUp() {
        try (ClusterProcess cluster = ClusterProcess.of(1).up()) {
            MasterProcess master = cluster.master(0);
            Eventually.until("the line is there", SOON, () -> !upLines(master).isEmpty());
            List<String> lines = upLines(master);
            assertThat(lines).as(master.output()).hasSize(1);
            assertThat(lines.get(0))
                    .contains(master.launch().directory().toString())
                    .contains("raft");
            assertThat(master.term()).isZero();
        }
    }

    private static List<String> upLines(MasterProcess master) {
        return master.output()
                .lines()
                .filter(l -> l.contains("m0") && l.contains(master.address()))
                .toList();
    }

    @Test
    void lateFounderJoinsInAnyOrder() {
        try (ClusterProcess cluster = ClusterProcess.of(3)) {
            cluster.master(2).start();
            Eventually.until(
                    "the first one is up and does not serve",
                    ClusterProcess.UP,
                    () -> cluster.master(2).http().status("/health/live") == 200);
            assertThat(cluster.master(2).active()).isFalse();
            cluster.master(0).start();
            MasterProcess active = cluster.awaitActive(ClusterProcess.UP);
            assertThat(active).isIn(cluster.master(0), cluster.master(2));
            cluster.master(1).start();
            cluster.awaitAllUp();
            assertOneCluster(cluster);
        }
    }

    @Test
    void startsAloneInTurnNeverAcknowledgeAndMakeOneClusterInTheEnd() throws IOException {
        try (ClusterProcess cluster = ClusterProcess.of(3)) {
            for (MasterProcess master : cluster.masters()) {
                master.start();
                Eventually.until(
                        "answers", ClusterProcess.UP, () -> master.http().status("/health/live") == 200);
                assertThat(master.http()
                                .put("/api/v1/registry/alone", master.name())
                                .status())
                        .isEqualTo(503);
                master.kill();
            }
            cluster.up();
            assertOneCluster(cluster);
            assertThat(cluster.awaitActive()
                            .http()
                            .get("/api/v1/registry/alone")
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void membersChangeAtRunTimeAndPortsMove() throws IOException {
        try (ClusterProcess cluster = ClusterProcess.of(3).up();
                Writer writer = Writer.on(cluster.masters(), "members")) {
            writer.awaitMore(20);
            MasterProcess first = cluster.master(0);
            MasterProcess fourth = cluster.another("m3", cluster.master(1)).start();
            Eventually.until(
                    "the fourth has found the cluster",
                    ClusterProcess.UP,
                    () -> fourth.http()
                            .read("/api/v1/self")
                            .orElseThrow()
                            .path("clusterId")
                            .isTextual());
            Processes.Result added = cluster.tanist("masters", "add", fourth.address());
            assertThat(added.exit()).as(added.all()).isZero();
            Eventually.until("the fourth is standby", SOON, () -> fourth.role().equals("standby"));
            assertThat(cluster.tanist("masters", "remove", first.name(), "--yes")
                            .exit())
                    .isZero();
            Eventually.until(
                    "the others have forgotten the first",
                    SOON,
                    () -> names(cluster).equals(Set.of("m1", "m2", "m3")));
            assertThat(first.alive() && first.active())
                    .as("the removed master serves")
                    .isFalse();
            first.close();
            writer.awaitMore(20);

            MasterProcess moved = cluster.master(2);
            assertThat(moved.term()).isZero();
            int port = FreePorts.next();
            assertThat(cluster.tanist("masters", "move", moved.name(), "127.0.0.1:" + port)
                            .exit())
                    .isZero();
            moved.relaunch(moved.launch().at("127.0.0.1", port).peers(List.of()))
                    .start();
            Eventually.until(
                    "the moved master is standby", SOON, () -> moved.role().equals("standby"));
            cluster.transferTo(moved);
            assertThat(writer.lost(cluster)).isEmpty();
        }
    }

    @Test
    void twoClustersThatMeetRefuseEachOther() throws IOException {
        try (ClusterProcess one = ClusterProcess.of(1).up();
                ClusterProcess two = ClusterProcess.of(1).up()) {
            String address = two.master(0).address();
            Http.Answer answer = one.master(0).http().json("POST", "/api/v1/masters", Map.of("address", address));
            assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
            assertThat(answer.json().path("detail").asText()).contains("cluster");
            assertThat(one.master(0).active()).isTrue();
            assertThat(two.master(0).active()).isTrue();
            assertThat(id(one.master(0))).isNotEqualTo(id(two.master(0)));
        }
    }

    @Test
    void startIntoPeersOfTwoClustersIsRefused() {
        try (ClusterProcess one = ClusterProcess.of(1).up();
                ClusterProcess two = ClusterProcess.of(1).up()) {
            MasterProcess lost = one.another("lost", one.master(0));
            lost.relaunch(lost.launch()
                    .peers(List.of(one.master(0).address(), two.master(0).address())));
            lost.start();
            assertThat(lost.exitCode(ClusterProcess.UP)).as(lost.output()).isEqualTo(2);
            assertThat(lost.output()).contains("cluster");
        }
    }

    static void assertOneCluster(ClusterProcess cluster) {
        Set<String> ids = new HashSet<>();
        cluster.masters().forEach(m -> ids.add(id(m)));
        assertThat(ids).hasSize(1);
        assertThat(cluster.actives()).isEqualTo(1);
    }

    private static String id(MasterProcess master) {
        return master.view().orElseThrow().path("id").asText();
    }

    private static Set<String> names(ClusterProcess cluster) {
        Set<String> names = new HashSet<>();
        cluster.awaitActive()
                .view()
                .orElseThrow()
                .path("masters")
                .forEach(m -> names.add(m.path("name").asText()));
        return names;
    }
}
