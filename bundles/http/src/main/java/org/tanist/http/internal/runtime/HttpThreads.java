package org.tanist.http.internal.runtime;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of this bundle, all daemons: timer, replies, workers, transfers of jars and the forwarding loop. */
public final class HttpThreads implements AutoCloseable {
    private static final int MOST_WORKERS = 8;
    private static final int MOST_TRANSFERS = 16;
    private static final int MOST_COPIES = 48;
    private static final int MOST_LOGS = 64;
    private static final int MOST_WAITING_REPLIES = 20_000;

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(named("tanist-http-timer"));
    private final ThreadPoolExecutor replies = new ThreadPoolExecutor(
            1,
            1,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING_REPLIES),
            named("tanist-http-reply"),
            new ThreadPoolExecutor.CallerRunsPolicy());
    private final ThreadPoolExecutor transfers = new ThreadPoolExecutor(
            0, MOST_TRANSFERS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), named("tanist-http-jar"));
    private final ThreadPoolExecutor copies = new ThreadPoolExecutor(
            0, MOST_COPIES, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), named("tanist-http-copy"));
    private final ThreadPoolExecutor workers = new ThreadPoolExecutor(
            0, MOST_WORKERS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), named("tanist-http-worker"));

    private final ThreadPoolExecutor logs = new ThreadPoolExecutor(
            0, MOST_LOGS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), named("tanist-http-log"));

    /** For short periodic and delayed work. */
    public ScheduledExecutorService timer() {
        return timer;
    }

    /** Writes answers that are too long to be written by whoever has them ready; in order, runs in the caller when it is full. */
    public Executor replies() {
        return replies;
    }

    /**
     * For work that blocks. Refuses when all workers are busy.
     *
     * @throws RejectedExecutionException then
     */
    public Executor workers() {
        return workers;
    }

    /** For uploads and downloads of jars; refuses like {@link #workers}. */
    public Executor transfers() {
        return transfers;
    }

    /** For copies of jars from and to other masters, apart from their uploads, which wait for them; refuses like {@link #workers}. */
    public Executor copies() {
        return copies;
    }

    /** For logs that are passed on, which may go on for hours; refuses like {@link #workers}. */
    public Executor logs() {
        return logs;
    }

    /** Starts a thread of its own. */
    public Thread start(String name, Runnable work) {
        Thread thread = named(name).newThread(work);
        thread.start();
        return thread;
    }

    /** Now, on the monotonic clock. */
    public static long nanos() {
        return System.nanoTime();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        replies.shutdown();
        workers.shutdownNow();
        transfers.shutdownNow();
        copies.shutdownNow();
        logs.shutdownNow();
    }

    private static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return work -> {
            int number = count.getAndIncrement();
            Thread thread = new Thread(work, number == 0 ? name : name + "-" + number);
            thread.setDaemon(true);
            return thread;
        };
    }
}
