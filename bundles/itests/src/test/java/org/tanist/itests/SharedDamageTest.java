package org.tanist.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.tanist.itests.harness.ClusterProcess;
import org.tanist.itests.harness.Eventually;
import org.tanist.itests.harness.Http;
import org.tanist.itests.harness.MasterProcess;
import org.tanist.itests.harness.Processes;
import org.tanist.itests.harness.Tarball;
import org.tanist.itests.harness.Writer;

/**
 * Files on a shared storage that somebody or something has damaged: a master that has to read one names it and stays out, while those that
 * do not need it serve on; once the file is as it was, the master takes part by itself. And files that have become long.
 */
@TestMethodOrder(MethodOrderer.MethodName.class)
class SharedDamageTest extends ThreeMasters {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final byte DAMAGE = 0x55;

    private final Path root = Tarball.fresh("damaged");

    @Override
    ClusterProcess masters() {
        return ClusterProcess.of(
                3,
                "-D",
                "tanist.journal.provider=storage",
                "-D",
                "tanist.jarstore.rootpath=file://" + root,
                "-D",
                "tanist.journal.segment-limit=16MB",
                "-D",
                "tanist.jarstore.scrub-interval=1s",
                "-D",
                "tanist.jarstore.scrub-rate=100MB");
    }

    @Test
    void aDamagedSegmentIsNamedAndNothingOfItIsSkipped() throws IOException {
        try (Writer writer = Writer.on(cluster.masters(), "segment")) {
            writer.awaitMore(100);
            isNamedUntilItIsMended(newest("seg-"), writer);
        }
    }

    /** Whether the seal is needed depends on whether there was something on its way when the term ended; it is looked at anyway. */
    @Test
    void bDamagedSealIsNamed() throws IOException {
        try (Writer writer = Writer.on(cluster.masters(), "seal")) {
            writer.awaitMore(30);
            MasterProcess hurt = cluster.awaitActive();
            hurt.kill();
            cluster.awaitActiveOtherThan(hurt, SOON);
            writer.awaitMore(30);
            Path seal = newest("seal-");
            long middle = Files.size(seal) / 2;
            flip(seal, middle);
            hurt.start();
            Eventually.until(
                    hurt.name() + " names " + seal.getFileName(),
                    SOON,
                    () -> hurt.output().contains("'journal/" + seal.getFileName() + "' is damaged"));
            writer.awaitMore(20);
            flip(seal, middle);
            Eventually.until(
                    hurt.name() + " takes part again", SOON, () -> hurt.role().equals("standby"));
            cluster.transferTo(hurt);
            assertThat(writer.lost(cluster)).isEmpty();
        }
    }

    @Test
    void cDamagedSnapshotIsNamed() throws IOException {
        try (Writer writer = Writer.on(cluster.masters(), "snapshot")) {
            writer.awaitMore(30);
            Http.Answer refused = cluster.standbys().get(0).http().json("POST", "/api/v1/journal/checkpoint", Map.of());
            assertThat(refused.status()).as(refused.text()).isEqualTo(409);
            assertThat(refused.text()).contains(cluster.awaitActive().name());
            Http.Answer written = cluster.awaitActive().http().json("POST", "/api/v1/journal/checkpoint", Map.of());
            assertThat(written.ok()).as(written.text()).isTrue();
            isNamedUntilItIsMended(newest("snapshot-"), writer);
        }
    }

    private void isNamedUntilItIsMended(Path file, Writer writer) throws IOException {
        MasterProcess hurt = cluster.standbys().get(0);
        hurt.kill();
        long middle = Files.size(file) / 2;
        flip(file, middle);
        hurt.start();
        Eventually.until(
                hurt.name() + " names " + file.getFileName(),
                SOON,
                () -> hurt.self()
                        .filter(self -> self.path("role").asText().equals("failed"))
                        .filter(self -> self.path("reasons")
                                .toString()
                                .contains(file.getFileName().toString()))
                        .isPresent());
        Eventually.until(
                "explain names it, too",
                SOON,
                () -> cluster.tanist("explain")
                        .all()
                        .contains(file.getFileName().toString()));
        writer.awaitMore(20);
        flip(file, middle);
        Eventually.until(
                hurt.name() + " takes part again", SOON, () -> hurt.role().equals("standby"));
        cluster.transferTo(hurt);
        assertThat(writer.lost(cluster)).isEmpty();
    }

    @Test
    void dDamagedJarIsPutAsideAndNeverHandedOut() throws IOException {
        MasterProcess active = cluster.awaitActive();
        byte[] jar = new byte[300_000];
        new Random(jar.length).nextBytes(jar);
        Http.Answer published = active.http().send("POST", "/api/v1/jars?name=damaged.jar", jar);
        assertThat(published.ok()).as(published.text()).isTrue();
        String id = published.json().path("id").asText();
        String other = cluster.standbys().get(0).name();
        Processes.Result preflight = cluster.tanist("ha", "transfer", other, "--dry-run");
        assertThat(preflight.exit())
                .as("what another one has just put there is not missing: " + preflight.all())
                .isZero();
        assertThat(active.http().get("/api/v1/jars/" + id).bytes()).isEqualTo(jar);

        Path blob = largest(root.resolve("blobs"));
        flip(blob, jar.length / 2);
        Eventually.until(
                "it is put aside, with a note",
                SOON,
                () -> Files.exists(root.resolve("corrupt").resolve(blob.getFileName())));
        for (MasterProcess master : cluster.masters()) {
            assertThat(master.http().status("/api/v1/jars/" + id)).isNotEqualTo(200);
        }
        Processes.Result verified = cluster.tanist("jar", "verify");
        assertThat(verified.exit()).as(verified.all()).isNotZero();
        assertThat(verified.all()).contains(id.substring(0, 12));

        assertThat(active.http()
                        .send("POST", "/api/v1/jars?name=damaged.jar", jar)
                        .ok())
                .as("the same bytes again mend it")
                .isTrue();
        assertThat(active.http().get("/api/v1/jars/" + id).bytes()).isEqualTo(jar);
    }

    /** A term has one segment, which only a later term's checkpoint may delete. */
    @Test
    void eTermWhoseSegmentHasBecomeLongEndsAndItsSpaceIsFreed() throws IOException {
        MasterProcess old = cluster.awaitActive();
        String value = "x".repeat(200_000);
        for (int i = 0; i < 85; i++) {
            assertThat(old.http().put("/api/v1/registry/long", value).ok()).isTrue();
        }
        MasterProcess next = cluster.awaitActiveOtherThan(old, SOON);
        Eventually.until("the long segment is deleted", SOON, () -> segmentBytes() < 16_000_000);
        assertThat(next.http().get("/api/v1/transitions").text()).contains("which a new term frees");
        assertThat(next.http().get("/api/v1/registry/long").text()).isEqualTo(value);
    }

    private long segmentBytes() {
        try (Stream<Path> files = Files.list(root.resolve("journal"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("seg-"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path newest(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("journal"))) {
            return files.filter(f -> f.getFileName().toString().startsWith(prefix))
                    .max(Comparator.comparing(SharedDamageTest::term))
                    .orElseThrow(() -> new AssertionError("no " + prefix));
        }
    }

    /** The first number of a name. */
    private static long term(Path file) {
        return Long.parseLong(
                List.of(file.getFileName().toString().split("-", -1)).get(1).replaceAll("\\D.*", ""));
    }

    private static Path largest(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.max(Comparator.comparing(f -> f.toFile().length())).orElseThrow();
        }
    }

    /** Damages a byte; a second time mends it. */
    private static void flip(Path file, long at) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            int before = bytes.read();
            bytes.seek(at);
            bytes.write(before ^ DAMAGE);
        }
    }
}
