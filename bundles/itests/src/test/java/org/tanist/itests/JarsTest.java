package org.tanist.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tanist.itests.harness.ClusterProcess;
import org.tanist.itests.harness.Eventually;
import org.tanist.itests.harness.Http;
import org.tanist.itests.harness.MasterProcess;
import org.tanist.itests.harness.Processes;
import org.tanist.itests.harness.Tarball;

/** The jar store on real processes and disks: copies before the answer, and repair of whatever is lost. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JarsTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String JARS = "/api/v1/jars";

    private final ClusterProcess cluster = ClusterProcess.of(
            3,
            "-D",
            "tanist.jarstore.max-jar=8MB",
            "-D",
            "tanist.jarstore.scrub-interval=2s",
            "-D",
            "tanist.jarstore.scrub-rate=100MB",
            "-D",
            "tanist.jarstore.min-free=1MB");
    private int seed;

    @BeforeAll
    void start() {
        cluster.up();
    }

    @AfterEach
    void bringAllBack() {
        cluster.masters().stream().filter(m -> !m.alive()).forEach(MasterProcess::start);
        cluster.awaitAllUp();
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void jarTakenByAStandbyIsOnAllDisksAndComesFromAnyMaster() throws IOException {
        byte[] jar = bytes(5_000_000);
        MasterProcess taker = cluster.standbys().get(0);
        Http.Answer answer = taker.http().send("POST", JARS + "?name=app.jar", jar);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        JsonNode published = answer.json();
        String id = published.path("id").asText();
        assertThat(published.path("size").asLong()).isEqualTo(jar.length);
        assertThat(published.path("copies").asInt()).isBetween(2, 3);
        assertThat(taker.http().send("POST", JARS + "?name=other.jar", jar).status())
                .isEqualTo(200);

        for (MasterProcess master : cluster.masters()) {
            assertThat(master.http().get(JARS + "/" + id).bytes()).isEqualTo(jar);
            assertThat(master.http().get(JARS).text()).contains(id).contains("app.jar");
            awaitComplete(master);
            assertThat(master.http().get("/metrics").text())
                    .containsPattern("(?m)^tanist_jar_copies_missing(\\{\\})? 0");
        }
        Path got = Tarball.fresh("jar").resolve("got.jar");
        assertThat(cluster.tanist("jar", "get", id, got.toString()).exit()).isZero();
        assertThat(Files.readAllBytes(got)).isEqualTo(jar);
    }

    @Test
    void jarOutlivesTheDiskOfTheMasterThatTookItAndTheActive() throws IOException {
        byte[] jar = bytes(2_000_000);
        MasterProcess taker = cluster.awaitActive();
        String id = publish(taker, jar);
        taker.kill();
        wipe(jars(taker));
        MasterProcess next = cluster.awaitActiveOtherThan(taker, SOON);
        assertThat(next.http().get(JARS + "/" + id).bytes()).isEqualTo(jar);

        taker.start();
        Eventually.until(taker.name() + " answers", SOON, () -> taker.http().status("/health/ready") == 200);
        Eventually.until("its copy is back", SOON, () -> taker.http().status("/api/v1/jar-copies/" + id) == 200);
        assertThat(taker.http().get("/api/v1/jar-copies/" + id).bytes()).isEqualTo(jar);
        awaitComplete(taker);
    }

    @Test
    void uploadThatIsCutInTheMiddleLeavesNothing() throws IOException {
        String before = cluster.awaitActive().http().get(JARS).text();
        List<Long> blobsBefore = blobCounts();
        MasterProcess taker = cluster.master(0);
        try (Socket socket = new Socket(taker.launch().host(), taker.launch().port())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + JARS + "?name=cut.jar HTTP/1.1\r\nHost: " + taker.address()
                            + "\r\nContent-Length: 5000000\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            out.write(bytes(2_000_000));
            out.flush();
            Eventually.until("the upload has begun", SOON, () -> !blobCounts().equals(blobsBefore));
        }
        Eventually.until("nothing is left on any disk", SOON, () -> blobCounts().equals(blobsBefore));
        assertThat(cluster.awaitActive().http().get(JARS).text()).isEqualTo(before);
    }

    @Test
    void damagedCopyIsNoticedPutAsideAndReplaced() throws IOException {
        byte[] jar = bytes(1_500_000);
        String id = publish(cluster.master(1), jar);
        MasterProcess victim = cluster.master(2);
        awaitComplete(victim);
        Path blob = blobs(victim).stream()
                .filter(p -> p.toFile().length() == jar.length)
                .findFirst()
                .orElseThrow();
        try (OutputStream out = Files.newOutputStream(blob, StandardOpenOption.WRITE)) {
            out.write(jar[0] + 1);
        }
        Eventually.until(
                "the damage is noticed",
                SOON,
                () -> Files.isDirectory(jars(victim).resolve("corrupt")));
        Eventually.until("the copy is replaced", SOON, () -> victim.http().status("/api/v1/jar-copies/" + id) == 200);
        assertThat(victim.http().get("/api/v1/jar-copies/" + id).bytes()).isEqualTo(jar);
        Processes.Result verified = cluster.tanist("jar", "verify");
        assertThat(verified.exit()).as(verified.all()).isZero();
    }

    @Test
    void badUploadsAreRefusedWithOneClearReason() throws IOException {
        String before = cluster.awaitActive().http().get(JARS).text();
        Http http = cluster.master(0).http();
        assertThat(http.send("POST", JARS, new byte[0]).status()).isEqualTo(400);
        Http.Answer large = http.send("POST", JARS, bytes(8_000_001));
        assertThat(large.status()).isEqualTo(413);
        assertThat(large.json().path("detail").asText()).contains("tanist.jarstore.max-jar");
        assertThat(http.send("POST", JARS + "?name=a%0Ab", bytes(10)).status()).isEqualTo(400);
        assertThat(http.get(JARS + "/sha256:" + "0".repeat(64)).status()).isEqualTo(404);
        assertThat(http.get(JARS + "/nonsense").status()).isEqualTo(400);
        assertThat(http.send("DELETE", JARS + "/sha256:" + "0".repeat(64), null).status())
                .isEqualTo(404);
        assertThat(cluster.tanist("jar", "get", "no-such.jar", "x").exit()).isEqualTo(3);
        assertThat(cluster.awaitActive().http().get(JARS).text()).isEqualTo(before);
    }

    @Test
    void jarThatTooFewMastersCanTakeIsRefusedAndTheyAreNamed() throws IOException {
        MasterProcess taker = cluster.master(0);
        cluster.master(1).kill();
        cluster.master(2).kill();
        Http.Answer answer = taker.http().send("POST", JARS + "?name=lonely.jar", bytes(100_000));
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().path("code").asText()).isEqualTo("too-few-copies");
        assertThat(answer.json().path("detail").asText()).contains("only 1 of 3", "m1", "m2");
    }

    @Test
    void deletedJarIsGone() throws IOException {
        Path file = Files.write(Tarball.fresh("jar").resolve("small.jar"), bytes(1000));
        Processes.Result put = cluster.tanist("jar", "put", file.toString());
        assertThat(put.exit()).as(put.all()).isZero();
        String id = put.out().strip();
        assertThat(cluster.tanist("jar", "list").out()).contains(id);
        assertThat(cluster.tanist("jar", "delete", id).exit()).isZero();
        assertThat(cluster.tanist("jar", "get", id, "x").exit()).isEqualTo(3);
        assertThat(cluster.tanist("jar", "delete", id).exit()).isEqualTo(3);
    }

    private String publish(MasterProcess taker, byte[] jar) throws IOException {
        Http.Answer answer = taker.http().send("POST", JARS + "?name=x.jar", jar);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asText();
    }

    private static void awaitComplete(MasterProcess master) {
        Eventually.until(
                master.name() + " has all jars",
                SOON,
                () -> master.self()
                        .map(s -> s.path("jars"))
                        .filter(j ->
                                j.path("held").asInt() > 0 && j.path("missing").asInt(1) == 0)
                        .isPresent());
    }

    private byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(++seed).nextBytes(bytes);
        return bytes;
    }

    private static Path jars(MasterProcess master) {
        return master.launch().directory().resolve("jars");
    }

    private static List<Path> blobs(MasterProcess master) {
        Path blobs = jars(master).resolve("blobs");
        if (!Files.isDirectory(blobs)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(blobs)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Long> blobCounts() {
        return cluster.masters().stream().map(m -> (long) blobs(m).size()).toList();
    }

    private static void wipe(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
