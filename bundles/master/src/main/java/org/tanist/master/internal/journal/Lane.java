package org.tanist.master.internal.journal;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread's work, in order; a task that fails by a defect is logged and does not end the lane. After its end tasks are dropped. */
final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final ScheduledExecutorService executor;
    private volatile boolean ended;

    Lane(ScheduledExecutorService executor) {
        this.executor = executor;
    }

    void run(Runnable task) {
        after(Duration.ZERO, task);
    }

    void after(Duration delay, Runnable task) {
        if (ended) {
            return;
        }
        try {
            executor.schedule(() -> guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            if (!ended) {
                throw e;
            }
        }
    }

    private void guarded(Runnable task) {
        try {
            if (!ended) {
                task.run();
            }
        } catch (RuntimeException e) {
            LOG.error("a task of the storage journal failed by a defect", e);
        }
    }

    void end() {
        ended = true;
        executor.shutdownNow();
    }
}
