package org.tanist.testkit.simulation;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** One simulated thread with a queue of tasks. */
final class FiberExecutor extends AbstractExecutorService implements ScheduledExecutorService {
    private static final int JITTER_NANOS = 50_000;

    private final World world;
    private final Process process;
    private final Queue<Runnable> due = new ArrayDeque<>();
    private boolean busy;
    private boolean shutdown;

    FiberExecutor(World world, Process process) {
        this.world = world;
        this.process = process;
    }

    private void enqueue(long nanos, Runnable task) {
        if (!shutdown) {
            long jitter = world.random().nextInt(JITTER_NANOS);
            process.later(nanos + jitter, () -> ready(task));
        }
    }

    private void ready(Runnable task) {
        due.add(task);
        if (!busy && !shutdown) {
            busy = true;
            process.start(this::work);
        }
    }

    private void work() {
        for (Runnable task = due.poll(); task != null && !shutdown; task = due.poll()) {
            task.run();
        }
        busy = false;
    }

    @Override
    public void execute(Runnable command) {
        enqueue(0, command);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        Task<Object> task = new Task<>(() -> {
            command.run();
            return "";
        });
        enqueue(unit.toNanos(delay), task);
        return task;
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        Task<V> task = new Task<>(callable);
        enqueue(unit.toNanos(delay), task);
        return task;
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        throw new UnsupportedOperationException("repeat a task by scheduling it again");
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        return scheduleAtFixedRate(command, initialDelay, delay, unit);
    }

    @Override
    public void shutdown() {
        shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown = true;
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown && !busy;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return isTerminated();
    }

    /** A task whose own failure, other than the end of its process, is its caller's to see. */
    private static final class Task<V> extends FutureTask<V> implements ScheduledFuture<V> {
        Task(Callable<V> callable) {
            super(callable);
        }

        @Override
        protected void setException(Throwable failure) {
            super.setException(failure);
            if (failure instanceof Fiber.Killed killed) {
                throw killed;
            }
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return 0;
        }

        @Override
        @SuppressWarnings("ComparableType")
        public int compareTo(Delayed other) {
            return Integer.compare(System.identityHashCode(this), System.identityHashCode(other));
        }
    }
}
