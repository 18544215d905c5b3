package org.tanist.master.internal.platform;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/** Makes threads; all are daemons and named {@code tanist-<purpose>}. */
public interface Threads {

    /** A thread that is not started yet. */
    Thread thread(String purpose, Runnable task);

    /** An executor with one thread. */
    ExecutorService single(String purpose);

    /** An executor with at most so many threads, which end when they have nothing to do; its queue is bounded. */
    ExecutorService pool(String purpose, int most);

    /** A scheduler with one thread. */
    ScheduledExecutorService scheduler(String purpose);
}
