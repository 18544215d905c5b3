package org.tanist.master.internal.jarstore;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.storage.Appender;

/**
 * Appends on a thread of its own, and has what was appended written back on yet another, so that the next bytes come in while the disk
 * takes the ones before: a disk that syncs would otherwise stop the network, and the network the disk. A few MB wait at most. For one
 * thread at a time.
 */
final class BackgroundAppender implements Sink {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundAppender.class);
    private static final int MOST_WAITING = 16;
    /** So that the last sync, for which everybody waits, has little to do. */
    private static final long WRITE_BACK_BYTES = 8L << 20;

    private static final Piece END = new Piece(new Pieces(0), 0);

    private final Appender appender;
    private final Executor executor;
    private final BlockingQueue<Piece> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private volatile @Nullable IOException failure;
    private volatile boolean abandoned;
    /** Everything was synced; the one thing that {@link #finish} believes. */
    private volatile boolean durable;

    private boolean ended;
    private long length;
    private CompletableFuture<Void> writtenBack = CompletableFuture.completedFuture(null);
    private long writtenBackBytes;

    /**
     * Begins.
     *
     * @param appender is closed at the end
     * @param executor runs it for as long as it takes
     * @throws IOException if there is no thread for it
     */
    BackgroundAppender(Appender appender, Executor executor) throws IOException {
        this.appender = appender;
        this.executor = executor;
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException e) {
            appender.close();
            throw new IOException("too many jars are being written, or this master is stopping", e);
        }
    }

    /** Hands on bytes, waiting for room. */
    @Override
    public void append(Piece piece) throws IOException {
        raise();
        length += piece.count();
        piece.hold();
        put(piece);
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void finish() throws IOException {
        end();
        over.join();
        raise();
        if (!durable) {
            throw new IOException("the bytes were not written to the end");
        }
    }

    private void raise() throws IOException {
        IOException met = failure;
        if (met != null) {
            throw new IOException(met.getMessage(), met);
        }
    }

    private void end() {
        if (!ended) {
            ended = true;
            try {
                put(END);
            } catch (IOException e) {
                // Interrupted: the writer would wait for ever for what this thread was to say.
                abandoned = true;
                queue.clear();
                queue.add(END);
            }
        }
    }

    private void put(Piece piece) throws IOException {
        try {
            queue.put(piece);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("this master is stopping", e);
        }
    }

    private void run() {
        try (appender) {
            take();
            if (failure == null && !abandoned) {
                appender.sync();
                durable = true;
            }
        } catch (IOException e) {
            durable = false;
            failure = e;
        } catch (InterruptedException e) {
            failure = new IOException("this master is stopping", e);
            Thread.currentThread().interrupt();
        } finally {
            over.complete(null);
        }
    }

    /** After a failure the rest is taken and dropped, so that nobody waits for room. */
    private void take() throws InterruptedException {
        try {
            for (Piece piece = queue.take(); piece != END; piece = queue.take()) {
                if (failure == null && !abandoned) {
                    write(piece);
                }
                piece.release();
            }
        } finally {
            // The file must not be synced or closed under it.
            writtenBack.join();
        }
    }

    private void write(Piece piece) {
        try {
            piece.appendTo(appender);
        } catch (IOException | RuntimeException e) {
            failed(e);
            return;
        }
        if (writtenBack.isDone() && appender.length() - writtenBackBytes >= WRITE_BACK_BYTES) {
            beginWriteBack();
        }
    }

    private void beginWriteBack() {
        writtenBackBytes = appender.length();
        try {
            writtenBack = CompletableFuture.runAsync(this::writeBack, executor);
        } catch (RejectedExecutionException e) {
            LOG.debug("no thread is left to write back beside the writing: the last sync will have more to do", e);
        }
    }

    private void writeBack() {
        try {
            appender.writeBack();
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    private void failed(Exception e) {
        failure = e instanceof IOException io ? io : new IOException(String.valueOf(e.getMessage()), e);
    }

    @Override
    public void close() {
        abandoned = true;
        end();
        over.join();
    }
}
