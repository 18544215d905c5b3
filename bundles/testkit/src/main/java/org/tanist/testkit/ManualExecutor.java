package org.tanist.testkit;

import java.time.Duration;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks in virtual time on the caller's thread: nothing happens until {@link #advance} or {@link #runNext}. With a
 * {@link Random} the order of tasks that are due at the same moment is random but repeatable; otherwise it is the order of arrival.
 *
 * <p>For one thread. A task that throws fails its future, as with any executor.
 */
public final class ManualExecutor extends AbstractExecutorService implements ScheduledExecutorService {
    private final ManualClock clock;
    private final @Nullable Random shuffle;
    private final PriorityQueue<Task<?>> tasks = new PriorityQueue<>();
    private long sequence;
    private boolean shutdown;

    /** Keeps the order of arrival. */
    public ManualExecutor(ManualClock clock) {
        this(clock, null);
    }

    /** Shuffles what is due at the same moment. */
    public ManualExecutor(ManualClock clock, @Nullable Random shuffle) {
        this.clock = clock;
        this.shuffle = shuffle;
    }

    /** The time of this executor. */
    public ManualClock clock() {
        return clock;
    }

    /** Runs the next task, and lets the time pass until it is due. @return whether there was one */
    public boolean runNext() {
        Task<?> task = tasks.poll();
        if (task == null) {
            return false;
        }
        long wait = task.dueNanos - clock.nanos();
        if (wait > 0) {
            clock.advance(Duration.ofNanos(wait));
        }
        task.run();
        return true;
    }

    /** Lets the time pass, and runs all that becomes due on the way. */
    public void advance(Duration by) {
        long end = clock.nanos() + by.toNanos();
        for (Task<?> next = tasks.peek(); next != null && next.dueNanos <= end; next = tasks.peek()) {
            runNext();
        }
        clock.advance(Duration.ofNanos(Math.max(0, end - clock.nanos())));
    }

    /** How many tasks wait. */
    public int waiting() {
        return tasks.size();
    }

    @Override
    public void execute(Runnable command) {
        enqueue(new Task<Void>(command, 0));
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return enqueue(new Task<Void>(command, unit.toNanos(delay)));
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        return enqueue(new Task<>(callable, unit.toNanos(delay)));
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        Task<Void> task = new Task<>(command, unit.toNanos(initialDelay));
        task.periodNanos = unit.toNanos(period);
        return enqueue(task);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        return scheduleAtFixedRate(command, initialDelay, delay, unit);
    }

    private <V> Task<V> enqueue(Task<V> task) {
        if (shutdown) {
            task.cancel(false);
        } else {
            tasks.add(task);
        }
        return task;
    }

    @Override
    public void shutdown() {
        shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown = true;
        List<Runnable> left = List.copyOf(tasks);
        tasks.clear();
        return left;
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown && tasks.isEmpty();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return isTerminated();
    }

    private final class Task<V> extends FutureTask<V> implements ScheduledFuture<V> {
        private final long tieBreak = shuffle == null ? 0 : shuffle.nextLong();
        private final long number = sequence++;
        private long dueNanos;
        private long periodNanos;

        @SuppressWarnings("NullAway") // A Runnable's future has no result, as everywhere in java.util.concurrent.
        Task(Runnable command, long delayNanos) {
            super(command, null);
            dueNanos = clock.nanos() + Math.max(0, delayNanos);
        }

        Task(Callable<V> command, long delayNanos) {
            super(command);
            dueNanos = clock.nanos() + Math.max(0, delayNanos);
        }

        @Override
        public void run() {
            if (periodNanos == 0) {
                super.run();
            } else if (runAndReset()) {
                dueNanos = clock.nanos() + periodNanos;
                enqueue(this);
            }
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            tasks.remove(this);
            return super.cancel(mayInterrupt);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(dueNanos - clock.nanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        @SuppressWarnings("ComparableType")
        public int compareTo(Delayed other) {
            Task<?> that = (Task<?>) other;
            int byTime = Long.compare(dueNanos, that.dueNanos);
            int byChance = byTime != 0 ? byTime : Long.compare(tieBreak, that.tieBreak);
            return byChance != 0 ? byChance : Long.compare(number, that.number);
        }
    }
}
