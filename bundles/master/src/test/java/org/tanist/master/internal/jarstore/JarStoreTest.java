package org.tanist.master.internal.jarstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tanist.testkit.Eventually.eventually;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.TanistException;
import org.tanist.control.JarContent;
import org.tanist.control.MasterStatus;
import org.tanist.control.PublishedJar;
import org.tanist.service.Request;

@Timeout(60)
@SuppressWarnings("NullAway.Init") // JUnit sets the fields before each test.
final class JarStoreTest {
    private static final byte[] JAR = new byte[1_000_003];
    private static final Duration SOON = Duration.ofSeconds(20);

    static {
        new Random(7).nextBytes(JAR);
    }

    @TempDir
    Path directory;

    private JarCluster cluster;

    @BeforeEach
    void start() {
        cluster = new JarCluster(directory, 3);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void publishedJarIsOnAllDisksAndReadableEverywhere() throws Exception {
        PublishedJar jar = publish(0, "a.jar", JAR);

        assertThat(jar).isEqualTo(new PublishedJar(id(JAR), "a.jar", JAR.length, 3, true));
        for (int i = 0; i < 3; i++) {
            assertThat(read(i, jar.id())).isEqualTo(JAR);
            assertThat(blobs(i)).hasSize(1);
            turn(i);
            assertThat(cluster.master(i).jars.status()).isEqualTo(new MasterStatus.Jars(1, 0, null));
        }
        assertThat(publish(1, "b.jar", JAR)).isEqualTo(new PublishedJar(id(JAR), "a.jar", JAR.length, 3, false));
        assertThat(blobs(0)).as("the same bytes again take no room").hasSize(1);
    }

    @Test
    void oneDeadMasterDoesNotMatterAndGetsItsCopyLater() throws Exception {
        cluster.master(2).close();
        PublishedJar jar = publish(0, "a.jar", JAR);
        assertThat(jar.copies()).isEqualTo(2);

        cluster.restart(2);
        turn(2);
        assertThat(cluster.master(2).jars.status()).isEqualTo(new MasterStatus.Jars(1, 0, null));
        cluster.master(0).close();
        cluster.master(1).close();
        assertThat(read(2, jar.id(), true)).isEqualTo(JAR);
    }

    @Test
    void tooFewMastersPublishNothingAndAreNamed() {
        cluster.master(1).close();
        cluster.master(2).close();

        assertThatThrownBy(() -> publish(0, "a.jar", JAR))
                .hasMessageContaining("only 1 of 3 masters")
                .hasMessageContaining("m1")
                .hasMessageContaining("m2")
                .extracting(e -> ((TanistException) e).code())
                .isEqualTo(ErrorCode.TOO_FEW_COPIES);
        assertThat(blobs(0)).isEmpty();
        assertThatThrownBy(() -> read(0, id(JAR))).hasMessageContaining("there is no jar");
    }

    @Test
    void masterThatTakesNoBytesIsLeftOut() throws Exception {
        cluster.master(2).hangs = true;
        byte[] large = new byte[20_000_000];
        new Random(8).nextBytes(large);

        assertThat(publish(0, "large.jar", large).copies()).isEqualTo(2);
        assertThat(blobs(2)).isEmpty();
    }

    @Test
    void uploadThatBreaksOffLeavesNothingAnywhere() {
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(JAR), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        });

        assertThatThrownBy(() -> cluster.master(0).jars.publish("a.jar", -1, broken))
                .hasMessageContaining("nothing was published");
        assertThatThrownBy(() -> cluster.master(0).jars.publish("a.jar", JAR.length + 1, in(JAR)))
                .hasMessageContaining("instead of");
        eventually(SOON, () -> {
            for (int i = 0; i < 3; i++) {
                assertThat(blobs(i)).isEmpty();
            }
        });
    }

    @Test
    void badInputIsRefusedWithAReason() {
        cluster.limits = JarCluster.limits("majority", 500_000, 0);
        refused(ErrorCode.INVALID, "empty", () -> publish(0, "a.jar", new byte[0]));
        refused(ErrorCode.INVALID, "empty", () -> cluster.master(0).jars.publish("a", -1, in(new byte[0])));
        refused(ErrorCode.INVALID, "name", () -> publish(0, "", JAR));
        refused(ErrorCode.INVALID, "name", () -> publish(0, "a\nb", JAR));
        refused(ErrorCode.TOO_LARGE, "max-jar", () -> publish(0, "a.jar", JAR));
        refused(ErrorCode.TOO_LARGE, "max-jar", () -> cluster.master(0).jars.publish("a", -1, in(JAR)));
        refused(ErrorCode.INVALID, "no jar id", () -> read(0, "sha256:12"));
        cluster.limits = JarCluster.limits("5", 50_000_000, 0);
        refused(ErrorCode.TOO_FEW_COPIES, "5 must", () -> publish(0, "a.jar", JAR));
        cluster.limits = JarCluster.limits("majority", 50_000_000, 1_500_000);
        assertThat(publish(0, "a.jar", JAR).created()).isTrue();
        turn(0);
        refused(ErrorCode.REFUSED, "quota", () -> publish(0, "b.jar", new byte[600_000]));
        cluster.master(0).free = 10;
        refused(ErrorCode.REFUSED, "bytes free", () -> publish(0, "c.jar", new byte[6]));
    }

    @Test
    void withoutTheCatalogueThereIsNoJarStore() {
        cluster.master(0).withoutCatalogue();
        refused(ErrorCode.REFUSED, "catalogue", () -> publish(0, "a.jar", JAR));
        assertThat(blobs(1)).isEmpty();
    }

    @Test
    void damagedCopyBreaksTheReadIsPutAsideAndComesAnew() throws Exception {
        String id = publish(0, "a.jar", JAR).id();
        damage(0);

        assertThatThrownBy(() -> read(0, id)).isInstanceOf(JarContent.DamagedJarException.class);
        assertThat(directory.resolve("m0/corrupt")).isNotEmptyDirectory();
        assertThat(read(0, id)).as("fetched from another master").isEqualTo(JAR);
    }

    @Test
    void scrubberFindsADamagedCopyAndRepairsIt() throws Exception {
        String id = publish(0, "a.jar", JAR).id();
        damage(1);
        turn(1);
        turn(1);
        turn(1);

        assertThat(directory.resolve("m1/corrupt")).isNotEmptyDirectory();
        assertThat(cluster.master(1).jars.status()).isEqualTo(new MasterStatus.Jars(1, 0, null));
        assertThat(cluster.master(1).jars.check(id).state()).isEqualTo("ok");
    }

    @Test
    void wipedDiskIsFilledAgain() throws Exception {
        String id = publish(0, "a.jar", JAR).id();
        turn(0);
        wipe(0);
        cluster.advance(Duration.ofSeconds(10));
        turn(0);

        assertThat(cluster.master(0).jars.status()).isEqualTo(new MasterStatus.Jars(1, 0, null));
        assertThat(read(0, id)).isEqualTo(JAR);
        wipe(0);
        assertThat(cluster.master(0).jars.check(id).state()).isEqualTo("repaired");
    }

    @Test
    void jarThatNobodyHasAnyMoreIsMissingAndSaysSo() throws Exception {
        String id = publish(0, "a.jar", JAR).id();
        for (int i = 0; i < 3; i++) {
            damage(i);
        }
        assertThat(cluster.master(0).jars.check(id).state()).isEqualTo("missing");
        refused(ErrorCode.LOST, "every copy of jar a.jar", () -> read(0, id));
        assertThat(publish(2, "a.jar", JAR).created()).isFalse();
        assertThat(read(0, id)).as("published again").isEqualTo(JAR);
    }

    @Test
    void deletedJarIsGoneAtOnceAndItsBytesAfterAnHour() throws Exception {
        String id = publish(0, "a.jar", JAR).id();
        cluster.commit(cluster.master(0), "delete", Request.of("DELETE", "jars/" + id));
        refused(ErrorCode.NOT_FOUND, "there is no jar", () -> read(0, id));
        turn(0);
        assertThat(blobs(0)).hasSize(1);
        cluster.advance(Duration.ofMinutes(59));
        turn(0);
        assertThat(blobs(0)).hasSize(1);
        assertThat(publish(1, "again.jar", JAR).created()).isTrue();
        cluster.advance(Duration.ofMinutes(2));
        turn(0);
        assertThat(read(0, id)).as("it came again within the hour").isEqualTo(JAR);
        cluster.commit(cluster.master(0), "delete-2", Request.of("DELETE", "jars/" + id));
        turn(0);
        cluster.advance(Duration.ofMinutes(61));
        turn(0);
        assertThat(blobs(0)).isEmpty();
    }

    @Test
    void remainsOfACrashedUploadAreRemovedAtTheNextStart() throws Exception {
        publish(0, "a.jar", JAR);
        cluster.master(0).close();
        Files.write(directory.resolve("m0/blobs/half-an-upload"), new byte[100]);
        cluster.restart(0);
        turn(0);

        assertThat(blobs(0)).hasSize(1);
        assertThat(read(0, id(JAR))).isEqualTo(JAR);
    }

    private PublishedJar publish(int master, String name, byte[] jar) {
        return cluster.master(master).jars.publish(name, jar.length, in(jar));
    }

    private void turn(int master) {
        cluster.advance(Duration.ofSeconds(6));
        cluster.master(master).jars.upkeep().turn();
    }

    private byte[] read(int master, String id) throws IOException {
        return read(master, id, false);
    }

    private byte[] read(int master, String id, boolean stale) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JarContent content = cluster.master(master).jars.open(id, stale)) {
            content.writeTo(out);
        }
        return out.toByteArray();
    }

    private interface Act {
        Object run() throws Exception;
    }

    private static void refused(ErrorCode code, String reason, Act act) {
        assertThatThrownBy(act::run)
                .hasMessageContaining(reason)
                .extracting(e -> ((TanistException) e).code())
                .isEqualTo(code);
    }

    private static InputStream in(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private List<Path> blobs(int master) {
        Path blobs = directory.resolve("m" + master + "/blobs");
        if (!Files.isDirectory(blobs)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(blobs)) {
            return files.toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void damage(int master) throws IOException {
        try (OutputStream out = Files.newOutputStream(blobs(master).get(0), StandardOpenOption.WRITE)) {
            out.write(JAR[0] + 1);
        }
    }

    private void wipe(int master) throws IOException {
        try (Stream<Path> all = Files.walk(directory.resolve("m" + master))) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static String id(byte[] jar) throws Exception {
        return "sha256:"
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(jar));
    }
}
