package org.tanist.master.internal.jarstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.TanistException;
import org.tanist.control.JarContent;
import org.tanist.control.JarMigration;

/** Moving all jars between roots: masters in one process, real directories. */
@Timeout(60)
@SuppressWarnings("NullAway.Init") // JUnit sets the fields before each test.
final class JarMigrationTest {
    @TempDir
    Path directory;

    private JarCluster cluster;
    private String shared;
    private int seed;
    private final List<String> ids = new ArrayList<>();
    private final List<byte[]> jars = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        cluster = new JarCluster(directory, 3);
        shared = root("shared");
        for (int i = 0; i < 3; i++) {
            publish(i);
        }
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void jarsMoveToASharedRootAndTheOldCopiesGoWhenItIsConfirmed() throws Exception {
        String id = begin(0, shared);
        turnAll();
        assertThat(latest(0).state()).isEqualTo("switched");
        assertThat(files("m1/blobs")).as("kept until it is confirmed").hasSize(3);
        publish(1);
        assertThat(files("shared/blobs")).hasSize(4);

        assertThat(cluster.master(0).jars.confirmMigration("confirm", id).state())
                .isEqualTo("confirmed");
        turnAll();
        for (int i = 0; i < 3; i++) {
            assertThat(files("m" + i + "/blobs")).isEmpty();
            assertThat(files("m" + i + "/index")).isEmpty();
        }
        allReadable();
        assertThatThrownBy(() -> cluster.master(0).jars.undoMigration("undo", id))
                .hasMessageContaining("confirmed: there is nothing to undo");
    }

    @Test
    void jarsMoveBackToTheMastersOwnDisks() throws Exception {
        cluster.master(0).jars.confirmMigration("c", moved(shared));
        turnAll();
        String back = begin(0, "local");
        turnAll();
        turnAll();
        assertThat(latest(0).state()).isEqualTo("switched");
        cluster.master(0).jars.confirmMigration("c2", back);
        turnAll();
        assertThat(files("shared/blobs")).isEmpty();
        assertThat(latest(0).cleaned()).isTrue();
        for (int i = 0; i < 3; i++) {
            assertThat(files("m" + i + "/blobs")).hasSize(3);
        }
        allReadable();
        begin(0, root("another"));
    }

    @Test
    void anotherActiveGoesOnWhereTheFirstOneEnded() throws Exception {
        begin(0, shared);
        cluster.master(0).close();
        cluster.activate(1);
        turn(1);
        assertThat(latest(1).state()).isEqualTo("switched");
        publish(2);
        JarMaster again = cluster.restart(0);
        again.configured = "";
        turn(0);
        allReadable();
    }

    @Test
    void undoneBeforeTheSwitchItLeavesNothingOnTheNewRoot() throws Exception {
        String id = begin(0, shared);
        cluster.limits = JarCluster.limits("majority", 50_000_000, 0);
        damageAll(0);
        turnAll();
        assertThat(latest(0).state()).isEqualTo("copying");
        JarMigration.Progress progress = latest(0).progress();
        assertThat(progress).isNotNull();
        assertThat(progress.jarsDone()).isEqualTo(2);
        assertThat(progress.problem()).contains(ids.get(0)).contains("delete the jar");

        cluster.master(0).jars.undoMigration("undo", id);
        turnAll();
        assertThat(latest(0).state()).isEqualTo("undone");
        assertThat(files("shared/blobs")).isEmpty();
        assertThat(files("m0/blobs")).isNotEmpty();
        assertThat(read(1, 1)).isEqualTo(jars.get(1));
    }

    @Test
    void undoneAfterTheSwitchItTakesAlongWhatHasComeSince() throws Exception {
        String id = moved(shared);
        publish(2);
        cluster.master(0).jars.undoMigration("undo", id);
        assertThat(latest(0).state()).isEqualTo("returning");
        publish(0);
        turnAll();
        turnAll();
        turnAll();
        assertThat(latest(0).state()).isEqualTo("undone");
        assertThat(files("shared/blobs")).isEmpty();
        allReadable();
    }

    @Test
    void uploadThatTheSwitchOvertakesIsPutOnTheNewRoot() throws Exception {
        begin(0, shared);
        byte[] jar = bytes();
        InputStream slow = new SequenceInputStream(new ByteArrayInputStream(jar), new InputStream() {
            @Override
            public int read() {
                turnAll();
                return -1;
            }
        });
        String id = cluster.master(1).jars.publish("slow.jar", -1, slow).id();
        ids.add(id);
        jars.add(jar);
        assertThat(latest(0).state()).isEqualTo("switched");
        assertThat(files("shared/index")).contains(id.substring("sha256:".length()));
        allReadable();
    }

    @Test
    void damagedSourceIsReplacedByAnotherMastersCopy() throws Exception {
        damage("m0");
        begin(0, shared);
        turnAll();
        assertThat(latest(0).state()).isEqualTo("switched");
        assertThat(directory.resolve("m0/corrupt")).isNotEmptyDirectory();
        allReadable();
    }

    /** As when another master, whose meaning was an earlier one, has deleted it; then there is nobody to fetch the jar from. */
    @Test
    void pointerThatIsLostOnASharedRootIsMadeAgainFromTheBytes() throws Exception {
        cluster.master(0).jars.confirmMigration("c", moved(shared));
        turnAll();
        for (String pointer : files("shared/index")) {
            Files.delete(directory.resolve("shared/index").resolve(pointer));
        }
        turnAll();
        assertThat(files("shared/index")).hasSize(ids.size());
        allReadable();
    }

    @Test
    void rootThatWasExchangedUnderTheMastersIsNotUsedAndTheirOwnIsGoneOnWith() throws Exception {
        moved(shared);
        JarProbe probe = cluster.master(0).jars.probe();
        probe.turn();
        assertThat(probe.problem()).isEmpty();
        Path root = directory.resolve("shared");
        Path aside = directory.resolve("aside");
        Files.move(root, aside);
        Files.createDirectories(root.resolve("~"));
        Files.copy(aside.resolve("~/cluster"), root.resolve("~/cluster"));

        probe.turn();
        assertThat(probe.problem().orElse("none")).contains("is not what was there before");
        assertThat(root.resolve("jars-id")).as("nothing is begun anew").doesNotExist();

        Files.move(root, directory.resolve("other"));
        Files.move(aside, root);
        probe.turn();
        assertThat(probe.problem()).isEmpty();
        allReadable();
    }

    @Test
    void rootThatOneMasterCannotUseIsRefusedAndTheMasterIsNamed() throws Exception {
        refused(ErrorCode.REFUSED, "is not a directory", "file://" + directory.resolve("nowhere"));
        cluster.master(2).lacks = shared;
        refused(ErrorCode.REFUSED, "m2: ", shared);
        cluster.master(2).lacks = "none";
        refused(ErrorCode.INVALID, "is no root for jars", "/just/a/path");
        refused(ErrorCode.REFUSED, "on local already", "local");
        refused(ErrorCode.REFUSED, "is where the jars are already", root("m1"));
        Files.createSymbolicLink(directory.resolve("alias"), directory.resolve("m0"));
        refused(ErrorCode.REFUSED, "is where the jars are already", "file://" + directory.resolve("alias"));
        cluster.master(1).close();
        refused(ErrorCode.REFUSED, "m1: does not answer", shared);
        assertThat(cluster.master(0).jars.migrations()).isEmpty();
        assertThat(files("shared/trial")).isEmpty();
    }

    @Test
    void rootThatDoesNotAnswerIsRefusedAndNothingBeginsLater() throws Exception {
        SilentStorage.Silence silence = cluster.master(0).silence;
        silence.begin();
        CompletableFuture<Void> refused =
                CompletableFuture.runAsync(() -> refused(ErrorCode.REFUSED, "has not answered for more than", shared));
        silence.awaitMet();
        cluster.advance(Duration.ofSeconds(9));
        refused.get();
        silence.end();
        turnAll();
        assertThat(cluster.master(0).jars.migrations()).isEmpty();
    }

    @Test
    void rootThatStopsToAnswerIsNamedAndCanBeGivenUp() throws Exception {
        String id = begin(0, shared);
        SilentStorage.Silence silence = cluster.master(0).silence;
        silence.begin();
        CompletableFuture<Void> turning = CompletableFuture.runAsync(() -> turn(0));
        silence.awaitMet();
        assertThat(problem()).isNull();
        cluster.advance(Duration.ofSeconds(4));
        assertThat(problem()).contains("'" + shared + "' has not answered for more than 3 s");
        allReadable();
        assertThat(cluster.master(0).jars.undoMigration("undo", id).state()).isEqualTo("undone");
        silence.end();
        turning.get();
        turnAll();
        assertThat(latest(0).state()).isEqualTo("undone");
        allReadable();
        assertThat(files("shared/blobs")).isEmpty();
    }

    private @Nullable String problem() {
        JarMigration.Progress progress = latest(0).progress();
        return progress == null ? null : progress.problem();
    }

    @Test
    void secondMigrationWaitsForTheEndOfTheFirst() throws Exception {
        moved(shared);
        refused(ErrorCode.CONFLICT, "confirm or undo it first", root("other"));
        assertThatThrownBy(() -> cluster.master(0).jars.confirmMigration("c", "unknown"))
                .hasMessageContaining("not the last migration");
    }

    @Test
    void theSameOrderTwiceIsOneMigration() throws Exception {
        String id = cluster.master(0).jars.migrate("key", shared, false).id();
        assertThat(cluster.master(0).jars.migrate("key", shared, false).id()).isEqualTo(id);
        assertThat(cluster.master(0).jars.migrate("dry", root("dry"), true).state())
                .isEqualTo("checked");
        assertThat(cluster.master(0).jars.migrations()).hasSize(1);
    }

    @Test
    void jarWhoseBytesNobodyHasCannotBeEntered() {
        byte[] entry = "{\"name\":\"a\",\"size\":5,\"place\":0}".getBytes(StandardCharsets.UTF_8);
        String id = "sha256:" + "0".repeat(64);
        assertThatThrownBy(() -> cluster.master(0).jars.enter("e", id, entry))
                .hasMessageContaining("sees it on 0 of 3 masters")
                .extracting(e -> ((TanistException) e).code())
                .isEqualTo(ErrorCode.TOO_FEW_COPIES);
        assertThatThrownBy(() -> cluster.master(0).jars.enter("f", ids.get(0), entry))
                .as("another size than it has")
                .hasMessageContaining("sees it on 0 of 3 masters");
        assertThatThrownBy(() -> cluster.master(1).jars.enter("g", id, entry))
                .extracting(e -> ((TanistException) e).code())
                .isEqualTo(ErrorCode.NOT_ACTIVE);
    }

    private String moved(String root) {
        String id = begin(0, root);
        turnAll();
        assertThat(latest(0).state()).isEqualTo("switched");
        return id;
    }

    private String begin(int master, String to) {
        return cluster.master(master).jars.migrate("begin-" + ++seed, to, false).id();
    }

    private JarMigration latest(int master) {
        return cluster.master(master).jars.migrations().get(0);
    }

    private void refused(ErrorCode code, String reason, String to) {
        assertThatThrownBy(() -> begin(0, to))
                .hasMessageContaining(reason)
                .extracting(e -> ((TanistException) e).code())
                .isEqualTo(code);
    }

    private void turnAll() {
        for (int i = 0; i < 3; i++) {
            turn(i);
        }
        turn(0);
    }

    private void turn(int master) {
        cluster.advance(Duration.ofSeconds(6));
        cluster.master(master).jars.upkeep().turn();
    }

    private void publish(int master) {
        byte[] jar = bytes();
        ids.add(cluster.master(master)
                .jars
                .publish("j.jar", jar.length, new ByteArrayInputStream(jar))
                .id());
        jars.add(jar);
    }

    private byte[] bytes() {
        byte[] bytes = new byte[150_000];
        new Random(++seed).nextBytes(bytes);
        return bytes;
    }

    private void allReadable() throws IOException {
        for (int master = 0; master < 3; master++) {
            for (int jar = 0; jar < ids.size(); jar++) {
                assertThat(read(master, jar)).isEqualTo(jars.get(jar));
            }
        }
    }

    private byte[] read(int master, int jar) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JarContent content = cluster.master(master).jars.open(ids.get(jar), false)) {
            content.writeTo(out);
        }
        return out.toByteArray();
    }

    private String root(String name) throws IOException {
        return "file://" + Files.createDirectories(directory.resolve(name));
    }

    private List<String> files(String folder) {
        Path path = directory.resolve(folder);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.map(f -> f.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All copies of one jar, on all masters. */
    private void damageAll(int jar) throws IOException {
        for (int i = 0; i < 3; i++) {
            String hex = ids.get(jar).substring("sha256:".length());
            String blob = Files.readString(directory.resolve("m" + i + "/index/" + hex))
                    .split(" ")[0];
            spoil(directory.resolve("m" + i + "/blobs/" + blob));
        }
    }

    private void damage(String master) throws IOException {
        for (String blob : files(master + "/blobs")) {
            spoil(directory.resolve(master + "/blobs/" + blob));
        }
    }

    private static void spoil(Path blob) throws IOException {
        byte first = Files.readAllBytes(blob)[0];
        try (OutputStream out = Files.newOutputStream(blob, StandardOpenOption.WRITE)) {
            out.write(first + 1);
        }
    }
}
