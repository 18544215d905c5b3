package org.tanist.master.internal.jarstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tanist.testkit.Eventually.eventually;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tanist.storage.Appender;

/** What was finished is on the disk; what was not, or met an error, never counts as finished. */
@Timeout(30)
final class BackgroundAppenderTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Disk disk = new Disk();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** Remembers what was synced; may hang or fail. */
    private static final class Disk implements Appender {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CountDownLatch goesOn = new CountDownLatch(1);
        private volatile int synced = -1;
        private volatile boolean closed;
        private volatile boolean hangs;
        private volatile @Nullable RuntimeException defect;
        private volatile @Nullable IOException error;

        @Override
        public void append(byte[] piece, int offset, int length) throws IOException {
            await();
            IOException met = error;
            if (met != null) {
                throw met;
            }
            bytes.write(piece, offset, length);
        }

        private void await() throws IOException {
            try {
                if (hangs) {
                    goesOn.await();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }

        @Override
        public void sync() {
            RuntimeException met = defect;
            if (met != null) {
                throw met;
            }
            synced = bytes.size();
        }

        @Override
        public long length() {
            return bytes.size();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void finishedBytesAreSyncedInOrderAndTheFileIsClosed() throws IOException {
        BackgroundAppender appender = new BackgroundAppender(disk, threads);
        for (int i = 0; i < 200; i++) {
            appender.append(new byte[] {(byte) i, 1}, 1);
        }
        appender.finish();
        assertThat(disk.synced).isEqualTo(200);
        assertThat(disk.closed).isTrue();
        assertThat(appender.length()).isEqualTo(200);
        for (int i = 0; i < 200; i++) {
            assertThat(disk.bytes.toByteArray()[i]).isEqualTo((byte) i);
        }
    }

    @Test
    void errorOfTheDiskIsThrownAndNobodyWaitsForRoom() throws IOException {
        disk.error = new IOException("the disk is full");
        BackgroundAppender appender = new BackgroundAppender(disk, threads);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 10_000; i++) {
                        appender.append(new byte[1], 1);
                    }
                    appender.finish();
                })
                .isInstanceOf(IOException.class)
                .hasMessage("the disk is full");
        appender.close();
        assertThat(disk.closed).isTrue();
    }

    @Test
    void defectInTheLastSyncIsNoEnd() throws IOException {
        disk.defect = new IllegalStateException("defect");
        BackgroundAppender appender = new BackgroundAppender(disk, threads);
        appender.append(new byte[1], 1);
        assertThatThrownBy(appender::finish).isInstanceOf(IOException.class).hasMessageContaining("not written");
    }

    @Test
    void closedWithoutAnEndItSyncsNothing() throws IOException {
        disk.hangs = true;
        BackgroundAppender appender = new BackgroundAppender(disk, threads);
        appender.append(new byte[1], 1);
        threads.execute(appender::close);
        disk.goesOn.countDown();
        eventually(Duration.ofSeconds(20), () -> assertThat(disk.closed).isTrue());
        assertThat(disk.synced).isEqualTo(-1);
    }

    @Test
    void callerThatIsInterruptedHasNotFinished() throws Exception {
        disk.hangs = true;
        BackgroundAppender appender = new BackgroundAppender(disk, threads);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> appender.append(new byte[1], 1)).hasMessageContaining("stopping");
        disk.goesOn.countDown();
        assertThatThrownBy(appender::finish).isInstanceOf(IOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
