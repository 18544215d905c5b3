package org.tanist.worker.runtime;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Makes the worker's threads: named, daemon, none of them idle for long. */
final class Threads {

    private static final int MOST_WAITING = 10_000;
    private static final int IDLE_SECONDS = 5;

    private Threads() {}

    static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, "tanist-worker-" + name);
            thread.setDaemon(true);
            return thread;
        };
    }

    static Executor pool(String name, int most) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                most, most, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), named(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
