package org.tanist.storage.local.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tanist.cluster.ClusterId;
import org.tanist.cluster.MasterId;
import org.tanist.storage.Appender;
import org.tanist.storage.Storage;
import org.tanist.storage.StorageRoot;
import org.tanist.storage.kit.FileAppender;
import org.tanist.storage.kit.OneChanceAppender;

final class LocalStorageTest {
    private static final ClusterId CLUSTER = new ClusterId(new UUID(1, 1));

    @TempDir
    Path directory;

    @Test
    void directoryOfAnotherClusterIsRefused() throws IOException {
        open("", CLUSTER).createExclusive("f", new byte[] {1});

        assertThatThrownBy(() -> open("", new ClusterId(new UUID(2, 2))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(CLUSTER.toString());
        assertThat(open("", CLUSTER).list("")).hasSize(1);
    }

    @Test
    void addressIsRefused() {
        assertThatThrownBy(() -> open("hdfs://x/y", CLUSTER)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noTemporaryFileStaysAndThoseOfADeadProcessAreSwept() throws IOException {
        Storage storage = open("", CLUSTER);
        storage.createExclusive("f", new byte[] {1});
        storage.createExclusive("f", new byte[] {2});
        Path left = directory.resolve("~").resolve("0-7.tmp");
        Files.write(left, new byte[] {3});
        open("", CLUSTER);

        try (Stream<Path> own = Files.list(directory.resolve("~"))) {
            assertThat(own.map(p -> p.getFileName().toString())).containsExactly("cluster");
        }
    }

    @Test
    void wipedDirectoryIsMadeAgain() throws IOException {
        Storage storage = open("", CLUSTER);
        storage.createExclusive("a/f", new byte[] {1});
        Files.delete(directory.resolve("a/f"));
        Files.delete(directory.resolve("a"));
        Files.delete(directory.resolve("~/cluster"));
        Files.delete(directory.resolve("~"));

        assertThat(storage.createExclusive("a/f", new byte[] {2})).isTrue();
        assertThat(storage.list("a")).hasSize(1);
    }

    @Test
    void failedWritePoisonsTheAppender() throws IOException {
        // A read-only channel makes every write fail, as a full or broken disk would.
        Path file = Files.createFile(directory.resolve("readable"));
        try (Appender appender = new FileAppender("readable", FileChannel.open(file, StandardOpenOption.READ))) {
            assertThatThrownBy(() -> appender.append(new byte[] {1}, 0, 1)).isInstanceOf(RuntimeException.class);
            assertThatThrownBy(appender::sync).isInstanceOf(IOException.class).hasMessageContaining("poisoned");
            assertThatThrownBy(() -> appender.append(new byte[] {1}, 0, 1)).hasMessageContaining("poisoned");
            assertThat(appender.length()).isZero();
        }
    }

    @Test
    void writeThatEndsWellDoesNotHealWhatFailedBesideIt() throws IOException {
        try (Appender appender = new FailsBeside()) {
            appender.append(new byte[] {1}, 0, 1);
            assertThatThrownBy(appender::sync).isInstanceOf(IOException.class).hasMessageContaining("poisoned");
            assertThatThrownBy(() -> appender.append(new byte[] {1}, 0, 1)).hasMessageContaining("poisoned");
        }
    }

    /** What it has written is written back, in vain, before the write returns. */
    private static final class FailsBeside extends OneChanceAppender {
        FailsBeside() {
            super("beside");
        }

        @Override
        protected void write(byte[] bytes, int offset, int count) {
            assertThatThrownBy(this::writeBack).hasMessage("the disk is bad");
        }

        @Override
        protected void advance() throws IOException {
            throw new IOException("the disk is bad");
        }

        @Override
        protected void force() {
            throw new AssertionError("a poisoned one is not synced");
        }

        @Override
        protected void free(boolean poisoned) {
            assertThat(poisoned).isTrue();
        }
    }

    @Test
    void directoryIsNeitherListedNorDeletedAsAFile() throws IOException {
        Storage storage = open("", CLUSTER);
        storage.createExclusive("a/f", new byte[] {1});
        storage.delete("a/f");

        assertThat(storage.delete("a")).isFalse();
        assertThat(storage.list("")).isEmpty();
    }

    private Storage open(String address, ClusterId cluster) throws IOException {
        return new LocalStorageProvider()
                .open(new StorageRoot(address, directory, cluster, new MasterId(new UUID(3, 3)), Map.of()));
    }
}
