package org.tanist.master.internal.runtime;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks later, or again and again; one that fails is logged and runs again next time. */
final class Periodic {
    private static final Logger LOG = LoggerFactory.getLogger(Periodic.class);

    private Periodic() {}

    static void every(ScheduledExecutorService scheduler, Duration pause, Runnable task) {
        scheduler.scheduleWithFixedDelay(() -> run(task), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Once, later; not at all if the master ends before. */
    static void later(ScheduledExecutorService scheduler, Duration delay, Runnable task) {
        try {
            scheduler.schedule(() -> run(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("the master ends before a task that was due later", e);
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warn("a task of the clockwork failed", e);
        }
    }
}
