package org.tanist.master.internal.jarstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tanist.testkit.Eventually.eventually;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tanist.storage.Appender;

/** What was finished is on the disk; what was not, or met an error, never counts as finished. */
@Timeout(30)
final class BackgroundAppenderTest {
    /** So much that some of it is written back before the end. */
    private static final int LARGE = 9 << 20;

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
        private volatile @Nullable IOException errorBehind;
        private final AtomicInteger writeBacks = new AtomicInteger();

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
        public void writeBack() throws IOException {
            writeBacks.incrementAndGet();
            IOException met = errorBehind;
            if (met != null) {
                throw met;
            }
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

    /** Byte by byte, in buffers that are used again. */
    private static void send(byte[] bytes, BackgroundAppender appender) throws IOException {
        Pieces pieces = new Pieces(1);
        InputStream in = new ByteArrayInputStream(bytes);
        for (Piece piece = pieces.read(in); piece.count() > 0; piece = pieces.read(in)) {
            appender.append(piece);
            piece.release();
        }
    }

    @Test
    void finishedBytesAreSyncedInOrderAndTheFileIsClosed() throws IOException {
        BackgroundAppender appender = new BackgroundAppender(disk, threads);
        byte[] all = new byte[200];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        send(all, appender);
        appender.finish();
        assertThat(disk.synced).isEqualTo(200);
        assertThat(disk.closed).isTrue();
        assertThat(appender.length()).isEqualTo(200);
        assertThat(disk.bytes.toByteArray()).isEqualTo(all);
    }

    @Test
    void errorOfTheDiskIsThrownAndNobodyWaitsForRoom() throws IOException {
        disk.error = new IOException("the disk is full");
        BackgroundAppender appender = new BackgroundAppender(disk, threads);
        assertThatThrownBy(() -> {
                    send(new byte[10_000], appender);
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
        send(new byte[1], appender);
        assertThatThrownBy(appender::finish).isInstanceOf(IOException.class).hasMessageContaining("not written");
    }

    @Test
    void whatIsWrittenBackBesideTheWritingCountsAsWritten() throws IOException {
        BackgroundAppender appender = new BackgroundAppender(disk, threads);
        large(appender);
        appender.finish();
        assertThat(disk.writeBacks).hasPositiveValue();
        assertThat(disk.synced).isEqualTo(LARGE);
    }

    @Test
    void errorOfTheDiskBesideTheWritingIsThrownThoughEveryWriteAndSyncGoesWell() throws IOException {
        disk.errorBehind = new IOException("a block is bad");
        BackgroundAppender appender = new BackgroundAppender(disk, threads);
        assertThatThrownBy(() -> {
                    large(appender);
                    appender.finish();
                })
                .isInstanceOf(IOException.class)
                .hasMessage("a block is bad");
        assertThat(disk.synced).isEqualTo(-1);
    }

    private static void large(BackgroundAppender appender) throws IOException {
        Piece piece = new Pieces(LARGE).read(new ByteArrayInputStream(new byte[LARGE]));
        appender.append(piece);
        piece.release();
    }

    @Test
    void closedWithoutAnEndItSyncsNothing() throws IOException {
        disk.hangs = true;
        BackgroundAppender appender = new BackgroundAppender(disk, threads);
        send(new byte[1], appender);
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
        assertThatThrownBy(() -> send(new byte[1], appender)).hasMessageContaining("stopping");
        disk.goesOn.countDown();
        assertThatThrownBy(appender::finish).isInstanceOf(IOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
