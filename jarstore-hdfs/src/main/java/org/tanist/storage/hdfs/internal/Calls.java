package org.tanist.storage.hdfs.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls to HDFS with a limit of time each. One that exceeds it is interrupted and given up: it has failed for its caller, and may still
 * have its effect. Thread-safe.
 */
final class Calls implements AutoCloseable {
    /** More hanging calls than this, and further ones fail at once. */
    static final int MOST = 64;

    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);
    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), new HdfsThreads());

    /** What is called. */
    @FunctionalInterface
    interface Call<T> {
        T run() throws IOException;
    }

    /** What is called for its effect. */
    @FunctionalInterface
    interface Effect {
        void run() throws IOException;
    }

    /**
     * Calls, and waits for the answer.
     *
     * @param what for the message
     * @throws InterruptedIOException if the caller is interrupted, whose flag stays set
     */
    <T> T within(Duration limit, String what, Call<T> call) throws IOException {
        Future<T> answer;
        try {
            answer = threads.submit(call::run);
        } catch (RejectedExecutionException e) {
            throw new IOException(
                    threads.isShutdown() ? "the storage is closed" : MOST + " calls wait for HDFS, no more are begun",
                    e);
        }
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("HDFS has not answered within " + limit.toSeconds() + " s: " + what, e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while HDFS was asked: " + what);
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    void run(Duration limit, String what, Effect effect) throws IOException {
        within(limit, what, () -> {
            effect.run();
            return true;
        });
    }

    private static IOException failure(ExecutionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof IOException io) {
            return io;
        }
        if (cause instanceof RuntimeException defect) {
            throw defect;
        }
        if (cause instanceof Error fatal) {
            throw fatal;
        }
        return new IOException(e);
    }

    /** Calls, and nobody waits: for what is good to do and needs not succeed. */
    void later(String what, Effect effect) {
        try {
            threads.execute(() -> {
                try {
                    effect.run();
                } catch (IOException e) {
                    LOG.debug("{}: {}", what, Causes.line(e));
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("{}: not done, too much waits for HDFS, or the storage is closed", what);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
