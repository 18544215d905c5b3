package org.tanist.master.internal.jarstore;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.tanist.storage.Appender;

/**
 * Appends and syncs on a thread of its own, so that the next bytes come in while the disk takes the ones before: a disk that syncs
 * would otherwise stop the network, and the network the disk. A few MB wait at most. For one thread at a time.
 */
final class BackgroundAppender implements Sink {
    private static final int MOST_WAITING = 16;
    /** So that the last sync, for which everybody waits, has little to do. */
    private static final long SYNC_BYTES = 8L << 20;

    private static final Piece END = new Piece(new byte[0], 0);

    private final Appender appender;
    private final BlockingQueue<Piece> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private volatile @Nullable IOException failure;
    private volatile boolean abandoned;
    /** Everything was synced; the one thing that {@link #finish} believes. */
    private volatile boolean durable;

    private boolean ended;
    private long length;

    private record Piece(byte[] bytes, int count) {}

    /**
     * Begins.
     *
     * @param appender is closed at the end
     * @param executor runs it for as long as it takes
     * @throws IOException if there is no thread for it
     */
    BackgroundAppender(Appender appender, Executor executor) throws IOException {
        this.appender = appender;
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException e) {
            appender.close();
            throw new IOException("too many jars are being written, or this master is stopping", e);
        }
    }

    /** Hands on bytes, waiting for room. */
    @Override
    public void append(byte[] bytes, int count) throws IOException {
        raise();
        put(new Piece(bytes, count));
        length += count;
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
        long synced = 0;
        try (appender) {
            for (Piece piece = queue.take(); piece != END; piece = queue.take()) {
                if (failure == null && !abandoned) {
                    synced = write(piece, synced);
                }
            }
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
    private long write(Piece piece, long synced) {
        try {
            appender.append(piece.bytes(), 0, piece.count());
            if (appender.length() - synced < SYNC_BYTES) {
                return synced;
            }
            appender.sync();
            return appender.length();
        } catch (IOException | RuntimeException e) {
            failure = e instanceof IOException io ? io : new IOException(String.valueOf(e.getMessage()), e);
            return synced;
        }
    }

    @Override
    public void close() {
        abandoned = true;
        end();
        over.join();
    }
}
