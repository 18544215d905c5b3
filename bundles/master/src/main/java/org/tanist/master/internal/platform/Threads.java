package org.tanist.master.internal.platform;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/** Makes threads; all are daemons and named {@code tanist-<purpose>}. */
public interface Threads {

    /** A thread that is not started yet. */
    Thread thread(String purpose, Runnable task);

    /** An executor with one thread. */
    ExecutorService single(String purpose);

    /** A scheduler with one thread. */
    ScheduledExecutorService scheduler(String purpose);
}
