package org.tanist.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.tanist.itests.harness.ClusterProcess;
import org.tanist.itests.harness.Eventually;
import org.tanist.itests.harness.Http;
import org.tanist.itests.harness.Launch;
import org.tanist.itests.harness.MasterProcess;
import org.tanist.itests.harness.Tarball;
import org.tanist.itests.harness.Writer;

/** Three masters elected by Raft whose journal is in a directory that they share. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SharedStorageTest {
    private static final Duration SOON = Duration.ofSeconds(90);

    private final Path folder = Tarball.fresh("shared");
    private final Path root = folder.resolve("root");
    private final Path alias = folder.resolve("alias");
    private final ClusterProcess cluster = ClusterProcess.shaped(
            3,
            launch -> launch.with(
                    "-D",
                    "tanist.journal.provider=storage",
                    "-D",
                    "tanist.journal.rootpath=file://" + (launch.name().equals("m2") ? alias : root),
                    "-D",
                    "tanist.checkpoint.entries=200"));

    @BeforeAll
    void start() throws IOException {
        Files.createDirectories(root);
        Files.createSymbolicLink(alias, root);
        cluster.up();
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    @Order(1)
    void killedActiveIsReplacedAndNothingAcknowledgedIsLost() {
        try (Writer writer = Writer.on(cluster.masters(), "kill")) {
            writer.awaitMore(300);
            MasterProcess old = cluster.awaitActive();
            long moment = System.nanoTime();
            old.kill();
            MasterProcess next = cluster.awaitActiveOtherThan(old, SOON);
            writer.awaitMore(50);
            assertThat(writer.lost(cluster)).isEmpty();
            System.out.printf(
                    "[itests] journal on a shared directory, kill -9: gap of %.0f ms%n", writer.gapMillis(moment));
            old.start();
            cluster.awaitAllUp();
            JsonNode journal = next.view().orElseThrow().path("journal");
            assertThat(journal.path("provider").asText()).isEqualTo("storage");
        }
    }

    @Test
    @Order(2)
    void pausedActiveIsReplacedAndCommitsNothingWhenItWakes() {
        try (Writer writer = Writer.on(cluster.masters(), "stop")) {
            writer.awaitMore(50);
            MasterProcess old = cluster.awaitActive();
            old.signal("STOP");
            cluster.awaitActiveOtherThan(old, SOON);
            writer.awaitMore(50);
            old.signal("CONT");
            Eventually.until(
                    "the woken master is standby", SOON, () -> old.role().equals("standby"));
            assertThat(writer.lost(cluster)).isEmpty();
        }
    }

    @Test
    @Order(3)
    void everythingIsThereAfterTheDeathOfAllAndStandbysHaveIt() throws IOException {
        MasterProcess active = cluster.awaitActive();
        assertThat(active.http().put("/api/v1/registry/kept", "by all").ok()).isTrue();
        cluster.masters().forEach(MasterProcess::kill);
        cluster.masters().forEach(MasterProcess::start);
        cluster.awaitAllUp();
        cluster.awaitActive();
        for (MasterProcess master : cluster.masters()) {
            Eventually.until(
                    master.name() + " has it itself",
                    SOON,
                    () -> master.http()
                            .get("/api/v1/registry/kept?stale=true")
                            .text()
                            .equals("by all"));
        }
        assertThat(cluster.awaitActive()
                        .http()
                        .json("POST", "/api/v1/journal/checkpoint", Map.of())
                        .ok())
                .isTrue();
        try (Stream<Path> files = Files.list(root.resolve("journal"))) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).toList();
            assertThat(names).contains("fence", "opened", "id").anyMatch(name -> name.startsWith("snapshot-"));
            assertThat(names)
                    .as("the checkpoint covers all older terms")
                    .filteredOn(name -> name.startsWith("seg-"))
                    .hasSize(1);
        }
    }

    @Test
    @Order(4)
    void masterWhoseJarStoreIsElsewhereIsNoSuccessorAndSaysWhere() throws IOException {
        MasterProcess odd = cluster.standbys().get(0);
        Launch right = odd.launch();
        Path jars = Files.createDirectory(root.resolveSibling("jars"));
        odd.kill();
        odd.relaunch(right.with("-D", "tanist.jarstore.rootpath=file://" + jars))
                .start();
        Eventually.until(
                odd.name() + " names both",
                SOON,
                () -> odd.self()
                        .filter(self -> self.path("role").asText().equals("failed"))
                        .map(self -> self.path("reasons").toString())
                        .filter(why -> why.contains(jars.toString()) && why.contains("on the masters' own disks"))
                        .isPresent());
        Http.Answer refused = odd.http().send("POST", "/api/v1/jars?name=odd.jar", new byte[] {1, 2, 3});
        assertThat(refused.status()).as(refused.text()).isEqualTo(503);
        assertThat(refused.text())
                .contains(jars.toString(), "on the masters' own disks")
                .doesNotContain("send it again");
        odd.kill();
        odd.relaunch(right).start();
        Eventually.until(odd.name() + " takes part", SOON, () -> odd.role().equals("standby"));
    }

    /** As when the mount of one master is missing: the path is the same, what is there is not. */
    @Test
    @Order(5)
    void masterThatSeesAnotherStorageEndsWithBothInTheMessage() throws IOException {
        MasterProcess odd = cluster.master("m2");
        odd.kill();
        Files.delete(alias);
        Files.createSymbolicLink(alias, Files.createDirectory(root.resolveSibling("another")));
        odd.start();

        assertThat(odd.exitCode(SOON)).as(odd.output()).isEqualTo(2);
        assertThat(odd.output())
                .contains("the journal of this cluster is on")
                .contains(Files.readString(root.resolve("journal/id")));
        cluster.awaitActive();
    }
}
