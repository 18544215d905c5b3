package org.tanist.master.internal.runtime;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.master.internal.platform.Threads;

/** Real threads. */
final class SystemThreads implements Threads {
    private static final Logger LOG = LoggerFactory.getLogger(SystemThreads.class);
    private static final int MOST_QUEUED = 10_000;

    @Override
    public Thread thread(String purpose, Runnable task) {
        Thread thread = new Thread(task, "tanist-" + purpose);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((t, e) -> LOG.error("thread {} ended by a defect", t.getName(), e));
        return thread;
    }

    @Override
    public ExecutorService single(String purpose) {
        return Executors.newSingleThreadExecutor(task -> thread(purpose, task));
    }

    /** An executor with at most so many threads, which end when they have nothing to do; its queue is bounded. */
    ExecutorService pool(String purpose, int most) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                most,
                most,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_QUEUED),
                task -> thread(purpose, task),
                new ThreadPoolExecutor.CallerRunsPolicy());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** An executor for tasks that block, with a thread for each at once, which ends when it has nothing to do; refuses more than so many. */
    ExecutorService crowd(String purpose, int most) {
        return new ThreadPoolExecutor(
                0, most, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> thread(purpose, task));
    }

    @Override
    public ScheduledExecutorService scheduler(String purpose) {
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, task -> thread(purpose, task));
        scheduler.setRemoveOnCancelPolicy(true);
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return scheduler;
    }
}
