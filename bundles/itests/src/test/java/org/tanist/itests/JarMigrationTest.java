package org.tanist.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
import org.tanist.itests.harness.MasterProcess;
import org.tanist.itests.harness.Processes;
import org.tanist.itests.harness.Tarball;
import org.tanist.itests.harness.Uploader;

/** All jars go to another root while the cluster runs, is used, and loses its active. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class JarMigrationTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String JARS = "/api/v1/jars";
    private static final String MIGRATIONS = "/api/v1/jar-migrations";
    private static final int MANY = 40;

    private final Path folder = Tarball.fresh("migration");
    private final Path root = folder.resolve("root");
    private final String address = "file://" + root;
    private final ClusterProcess cluster = ClusterProcess.of(3, "-D", "tanist.jarstore.min-free=1MB");
    private final Map<String, byte[]> jars = new LinkedHashMap<>();

    @BeforeAll
    void start() throws IOException {
        Files.createDirectories(root);
        cluster.up();
        for (int i = 0; i < MANY; i++) {
            byte[] jar = new byte[700_000];
            new Random(i).nextBytes(jar);
            Http.Answer answer = cluster.master(i % 3).http().send("POST", JARS + "?name=j" + i + ".jar", jar);
            assertThat(answer.status()).as(answer.text()).isEqualTo(201);
            jars.put(answer.json().path("id").asText(), jar);
        }
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    @Order(1)
    void rootThatCannotBeUsedIsRefusedWithTheReason() {
        Processes.Result nowhere = cluster.tanist("jar", "migrate", "--to", "file://" + folder.resolve("nowhere"));
        assertThat(nowhere.exit()).as(nowhere.all()).isEqualTo(4);
        assertThat(nowhere.err()).contains("is not a directory").hasLineCount(1);
        Processes.Result path = cluster.tanist("jar", "migrate", "--to", "/mnt");
        assertThat(path.exit()).isEqualTo(1);
        assertThat(path.err()).contains("'/mnt' is no root for jars").hasLineCount(1);
        assertThat(cluster.tanist("jar", "migrate", "--to", "local").exit()).isEqualTo(4);
        assertThat(cluster.tanist("jar", "migrate", "--confirm").exit()).isEqualTo(3);
        assertThat(cluster.tanist("jar", "migrate", "--to", address, "--dry-run")
                        .exit())
                .isZero();
        assertThat(cluster.tanist("jar", "migrate", "-o", "json").out().strip()).isEqualTo("[ ]");
    }

    @Test
    @Order(2)
    void jarsMoveWhileSomeComeAndTheActiveIsKilled() throws IOException {
        try (Uploader uploader = Uploader.on(cluster.masters())) {
            uploader.awaitMore(5);
            MasterProcess old = cluster.awaitActive();
            Processes.Result begun = cluster.tanist("jar", "migrate", "--to", address, "-o", "json");
            assertThat(begun.exit()).as(begun.all()).isZero();
            assertThat(Http.JSON.readTree(begun.out()).path("state").asText()).isIn("copying", "switched");
            Eventually.until(
                    "copying has begun",
                    SOON,
                    () -> !files(root.resolve("blobs")).isEmpty());
            old.kill();
            cluster.awaitActiveOtherThan(old, SOON);
            awaitState("switched");
            old.start();
            cluster.awaitAllUp();
            uploader.awaitMore(10);
            uploader.close();
            uploader.published().forEach((id, number) -> jars.put(id, uploader.bytes(number)));
        }
        verifyAll();
        int kept = cluster.masters().stream().mapToInt(m -> own(m).size()).sum();
        assertThat(kept).as("two copies of each, kept until it is confirmed").isGreaterThanOrEqualTo(2 * MANY);
    }

    @Test
    @Order(3)
    void oldCopiesGoWhenItIsConfirmedAndEveryMasterFollowsTheNewRoot() throws IOException {
        Eventually.until("it is confirmed", SOON, () -> {
            Processes.Result confirmed = cluster.tanist("jar", "migrate", "--confirm");
            return confirmed.exit() == 0 && confirmed.out().contains("confirmed");
        });
        for (MasterProcess master : cluster.masters()) {
            Eventually.until(
                    master.name() + " has cleared its disk",
                    SOON,
                    () -> own(master).isEmpty());
        }
        assertThat(files(root.resolve("index"))).hasSizeGreaterThanOrEqualTo(jars.size());
        MasterProcess again = cluster.standbys().get(0);
        again.kill();
        again.start();
        cluster.awaitAllUp();
        verifyAll();
        Path log = again.launch().directory().resolve("logs/master.log");
        Eventually.until(
                "it says what to write into its file",
                SOON,
                () -> Files.readString(log).contains("write tanist.jarstore.rootpath = \"" + address + "\""));
        assertThat(cluster.awaitActive().http().get("/api/v1/cluster").text())
                .contains("\"jarstore\":{\"provider\":\"nfs\",\"shared\":true}");
    }

    @Test
    @Order(4)
    void jarsMoveBackToTheMastersOwnDisks() throws IOException {
        Processes.Result back = cluster.tanist("jar", "migrate", "--to", "local", "--wait", "--timeout", "60s");
        assertThat(back.exit()).as(back.all()).isZero();
        Eventually.until(
                "it is confirmed",
                SOON,
                () -> cluster.tanist("jar", "migrate", "--confirm").exit() == 0);
        Eventually.until(
                "the shared root is cleared",
                SOON,
                () -> files(root.resolve("blobs")).isEmpty());
        awaitState("confirmed");
        verifyAll();
        JsonNode history = Http.JSON.readTree(
                cluster.tanist("jar", "migrate", "-o", "json").out());
        assertThat(history.findValuesAsText("state")).containsExactly("confirmed", "confirmed");
        Processes.Result verified = cluster.tanist("jar", "verify");
        assertThat(verified.exit()).as(verified.all()).isZero();
    }

    @Test
    @Order(5)
    void jarCannotBeEnteredWithoutItsBytes() throws IOException {
        String id = "sha256:" + "a".repeat(64);
        byte[] entry = "{\"name\":\"ghost.jar\",\"size\":5,\"place\":2}".getBytes(StandardCharsets.UTF_8);
        for (MasterProcess master : cluster.masters()) {
            Http http = master.http();
            assertThat(http.send("PUT", "/api/v1/services/applications/jars/" + id, entry)
                            .status())
                    .isEqualTo(405);
            for (String path : List.of("internal/jars/", "internal%2Fjars%2F", "internal/jars%2f")) {
                assertThat(http.send("PUT", "/api/v1/services/applications/" + path + id, entry)
                                .status())
                        .as(path)
                        .isEqualTo(403);
            }
            Http.Answer answer = http.send("PUT", "/api/v1/jar-entries/" + id, entry);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.text()).contains("sees it on 0 of 3 masters");
        }
        assertThat(cluster.awaitActive().http().get(JARS).text()).doesNotContain(id);
    }

    private void awaitState(String state) {
        Eventually.until(
                "the migration is " + state,
                SOON,
                () -> cluster.awaitActive()
                        .http()
                        .read(MIGRATIONS)
                        .filter(all -> all.path(0).path("state").asText().equals(state))
                        .isPresent());
    }

    private void verifyAll() throws IOException {
        for (MasterProcess master : cluster.masters()) {
            for (Map.Entry<String, byte[]> jar : jars.entrySet()) {
                Http.Answer answer = master.http().get(JARS + "/" + jar.getKey());
                assertThat(answer.status()).as(answer.text()).isEqualTo(200);
                assertThat(answer.bytes()).isEqualTo(jar.getValue());
            }
        }
    }

    private static List<Path> own(MasterProcess master) {
        return files(master.launch().directory().resolve("jars/blobs"));
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
