package org.tanist.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tanist.storage.Appender;
import org.tanist.storage.Storage;
import org.tanist.storage.StoredFile;

/** What {@link Storage} promises. A subclass says how a provider is opened. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
@SuppressWarnings("NullAway.Init") // JUnit sets the fields before each test.
public abstract class StorageContract {
    private static final int RACERS = 8;

    @TempDir
    Path directory;

    private final List<Storage> opened = new ArrayList<>();

    /**
     * Opens the storage of this test: each call gives another master's view of the same files (for a provider that is not shared:
     * the same master's after a restart). {@code directory} is empty before the first call.
     */
    protected abstract Storage open(Path directory) throws Exception;

    private Storage storage() throws Exception {
        Storage storage = open(directory);
        opened.add(storage);
        return storage;
    }

    @AfterEach
    final void closeAll() {
        opened.forEach(Storage::close);
        opened.forEach(Storage::close);
    }

    @Test
    void exclusiveCreationHasOneWinnerAndKeepsItsContent() throws Exception {
        Storage storage = storage();

        assertThat(storage.createExclusive("a/b/seal-1", bytes("first"))).isTrue();
        assertThat(storage.createExclusive("a/b/seal-1", bytes("second"))).isFalse();
        assertThat(read(storage, "a/b/seal-1")).isEqualTo("first");
        assertThat(storage.createExclusive("empty", new byte[0])).isTrue();
        assertThat(read(storage, "empty")).isEmpty();
    }

    @Test
    void ofManyRacersExactlyOneCreatesAndAllReadItsContent() throws Exception {
        Storage storage = storage();
        for (int round = 0; round < 20; round++) {
            String path = "race/seal-" + round;
            List<Boolean> won = race(racer -> storage.createExclusive(path, bytes("racer " + racer)));
            assertThat(won).containsOnlyOnce(true);
            assertThat(read(storage, path)).isEqualTo("racer " + won.indexOf(true));
        }
    }

    @Test
    void racersAreOnDifferentMasters() throws Exception {
        assumeTrue(storage().capabilities().shared(), "this storage is not shared between masters");
        List<Storage> views = new ArrayList<>();
        for (int i = 0; i < RACERS; i++) {
            views.add(storage());
        }
        List<Boolean> won = race(racer -> views.get(racer).createExclusive("seal", bytes("master " + racer)));
        assertThat(won).containsOnlyOnce(true);
        for (Storage view : views) {
            assertThat(read(view, "seal")).isEqualTo("master " + won.indexOf(true));
        }
    }

    @Test
    void syncedBytesAreSeenByEveryFreshReader() throws Exception {
        Storage writer = storage();
        Storage reader = writer.capabilities().shared() ? storage() : writer;
        try (Appender appender = writer.create("log/seg-1")) {
            StringBuilder expected = new StringBuilder();
            for (int i = 0; i < 20; i++) {
                byte[] chunk = bytes("<chunk " + i + ">");
                appender.append(chunk, 1, chunk.length - 2);
                appender.writeBack();
                appender.sync();
                expected.append("chunk ").append(i);
                assertThat(appender.length()).isEqualTo(expected.length());
                assertThat(read(reader, "log/seg-1")).isEqualTo(expected.toString());
            }
        }
    }

    @Test
    void readingStartsAtTheOffset() throws Exception {
        Storage storage = storage();
        storage.createExclusive("f", bytes("0123456789"));

        assertThat(read(storage, "f", 4)).isEqualTo("456789");
        assertThat(read(storage, "f", 10)).isEmpty();
    }

    @Test
    void takenNameIsNotCreatedAgain() throws Exception {
        Storage storage = storage();
        storage.createExclusive("taken", bytes("x"));
        assertThatThrownBy(() -> storage.create("taken")).isInstanceOf(FileAlreadyExistsException.class);
        storage.create("log").close();
        assertThatThrownBy(() -> storage.create("log")).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(storage.createExclusive("log", bytes("y"))).isFalse();
        assertThat(read(storage, "taken")).isEqualTo("x");
    }

    @Test
    void absentFileIsNotFound() throws Exception {
        Storage storage = storage();

        assertThatThrownBy(() -> storage.openFresh("nothing/here", 0)).isInstanceOf(FileNotFoundException.class);
        assertThat(storage.delete("nothing/here")).isFalse();
        assertThat(storage.list("nothing")).isEmpty();
    }

    @Test
    void closedAppenderIsDead() throws Exception {
        Storage storage = storage();
        Appender appender = storage.create("log");
        appender.append(bytes("kept"), 0, 4);
        appender.sync();
        appender.close();
        appender.close();

        assertThatThrownBy(() -> appender.append(bytes("lost"), 0, 4)).isInstanceOf(IOException.class);
        assertThatThrownBy(appender::sync).isInstanceOf(IOException.class);
        assertThat(read(storage, "log")).isEqualTo("kept");
    }

    @Test
    void registerHoldsTheHighestValueEverRaised() throws Exception {
        Storage storage = storage();

        assertThat(storage.read("fence")).isZero();
        storage.raise("fence", 7);
        storage.raise("fence", 7);
        storage.raise("fence", 3);
        assertThat(storage.read("fence")).isEqualTo(7);
        storage.raise("fence", 100_000);
        assertThat(storage.read("fence")).isEqualTo(100_000);
        assertThat(storage.read("opened")).as("another register").isZero();
    }

    @Test
    void raisesThatRaceNeverLowerARegister() throws Exception {
        Storage storage = storage();
        Storage reader = storage.capabilities().shared() ? storage() : storage;
        race(racer -> {
            for (int i = 1; i <= 20; i++) {
                long value = (long) i * RACERS + racer;
                storage.raise("fence", value);
                assertThat(reader.read("fence")).isGreaterThanOrEqualTo(value);
            }
            return true;
        });
        assertThat(reader.read("fence")).isEqualTo(20L * RACERS + RACERS - 1);
    }

    @Test
    void glanceShowsAValueThatTheRegisterHad() throws Exception {
        Storage storage = storage();

        assertThat(storage.glance("opened")).isZero();
        storage.raise("opened", 3);
        storage.raise("opened", 9);
        assertThat(storage.glance("opened")).isIn(0L, 3L, 9L);
    }

    @Test
    void retiredFileKeepsItsBytes() throws Exception {
        Storage storage = storage();
        try (Appender appender = storage.create("log")) {
            appender.append(bytes("synced"), 0, 6);
            appender.sync();
        }
        storage.retire("log");
        storage.retire("nothing/here");

        assertThat(read(storage, "log")).isEqualTo("synced");
    }

    @Test
    void listShowsTheFilesOfOneDirectorySorted() throws Exception {
        Storage storage = storage();
        storage.createExclusive("d/b", bytes("22"));
        storage.createExclusive("d/a", bytes("1"));
        storage.createExclusive("d/deeper/x", bytes("x"));
        storage.createExclusive("top", bytes("x"));

        assertThat(storage.list("d")).containsExactly(new StoredFile("d/a", 1), new StoredFile("d/b", 2));
    }

    @Test
    void deletedNameCanBeUsedAgain() throws Exception {
        Storage storage = storage();
        storage.createExclusive("f", bytes("old"));

        assertThat(storage.delete("f")).isTrue();
        assertThat(storage.delete("f")).isFalse();
        assertThat(storage.createExclusive("f", bytes("new"))).isTrue();
        assertThat(read(storage, "f")).isEqualTo("new");
    }

    @Test
    void everythingDurableIsThereAfterAReopening() throws Exception {
        Storage before = storage();
        before.createExclusive("seal", bytes("sealed"));
        before.raise("fence", 42);
        try (Appender appender = before.create("log")) {
            appender.append(bytes("synced"), 0, 6);
            appender.sync();
        }
        before.close();
        Storage after = storage();

        assertThat(read(after, "seal")).isEqualTo("sealed");
        assertThat(after.read("fence")).isEqualTo(42);
        assertThat(read(after, "log")).isEqualTo("synced");
        assertThatThrownBy(() -> after.create("log")).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void pathsOutsideTheRootAreRefused() throws Exception {
        Storage storage = storage();
        for (String path : new String[] {"../up", "/rooted", "a//b", "a/../../b", "", ".", "nul\u0000", "sp ace"}) {
            assertThatThrownBy(() -> storage.createExclusive(path, bytes("x")))
                    .as("path '%s'", path)
                    .isInstanceOfAny(IllegalArgumentException.class, IOException.class);
        }
        String longest = "n".repeat(200);
        assertThat(storage.createExclusive(longest, bytes("x"))).isTrue();
    }

    @Test
    void saysWhatItIsAndMayBeClosedTwice() throws Exception {
        Storage storage = storage();
        assertThat(storage.capabilities().provider()).isNotBlank();
        assertThat(storage.capabilities()).isEqualTo(storage.capabilities());
        storage.close();
        assertThatCode(storage::close).doesNotThrowAnyException();
    }

    /** What one racer does. */
    private interface Racer<T> {
        T run(int number) throws Exception;
    }

    private static <T> List<T> race(Racer<T> racer) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(RACERS);
        try {
            CyclicBarrier start = new CyclicBarrier(RACERS);
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < RACERS; i++) {
                int number = i;
                Callable<T> task = () -> {
                    start.await();
                    return racer.run(number);
                };
                running.add(threads.submit(task));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private static String read(Storage storage, String path) throws IOException {
        return read(storage, path, 0);
    }

    private static String read(Storage storage, String path, long offset) throws IOException {
        try (InputStream in = storage.openFresh(path, offset)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
