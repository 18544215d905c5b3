package org.tanist.master.internal.journal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.tanist.master.internal.platform.Threads;
import org.tanist.master.internal.platform.Ticker;

/** Real threads and real time for tests. */
final class RealEnvironment {
    private RealEnvironment() {}

    static Environment create() {
        return new Environment(new RealThreads(), new RealTicker(), RealEnvironment::await);
    }

    private static <T> T await(CompletableFuture<T> future, Duration limit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static final class RealThreads implements Threads {
        @Override
        public Thread thread(String purpose, Runnable task) {
            Thread thread = new Thread(task, "tanist-" + purpose);
            thread.setDaemon(true);
            return thread;
        }

        @Override
        public ExecutorService single(String purpose) {
            return Executors.newSingleThreadExecutor(task -> thread(purpose, task));
        }

        @Override
        public ScheduledExecutorService scheduler(String purpose) {
            return Executors.newSingleThreadScheduledExecutor(task -> thread(purpose, task));
        }
    }

    private static final class RealTicker implements Ticker {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public long wallMillis() {
            return System.currentTimeMillis();
        }
    }
}
