package org.tanist.applications.simulation;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.tanist.testkit.ManualExecutor;

/** The executor of one activation: it stands still while its master does, and does nothing once its master is dead or has closed it. */
final class TermExecutor extends AbstractExecutorService implements ScheduledExecutorService {
    private final ManualExecutor world;
    private final Supplier<Duration> standstill;
    private boolean ended;

    /** {@code standstill} tells for how long its master stands still from now on. */
    TermExecutor(ManualExecutor world, Supplier<Duration> standstill) {
        this.world = world;
        this.standstill = standstill;
    }

    private Runnable guarded(Runnable task) {
        return new Runnable() {
            @Override
            public void run() {
                Duration rest = standstill.get();
                if (ended) {
                    return;
                }
                if (rest.isZero()) {
                    task.run();
                } else {
                    world.schedule(this, rest.toNanos(), TimeUnit.NANOSECONDS);
                }
            }
        };
    }

    private void refuseIfEnded() {
        if (ended) {
            throw new RejectedExecutionException("the term is over");
        }
    }

    @Override
    public void execute(Runnable command) {
        refuseIfEnded();
        world.execute(guarded(command));
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        refuseIfEnded();
        return world.schedule(guarded(command), delay, unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException("the service does not use this");
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        return scheduleWithFixedDelay(command, initialDelay, period, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        refuseIfEnded();
        Runnable again = new Runnable() {
            @Override
            public void run() {
                command.run();
                if (!ended) {
                    world.schedule(guarded(this), delay, unit);
                }
            }
        };
        return world.schedule(guarded(again), initialDelay, unit);
    }

    @Override
    public void shutdown() {
        ended = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        ended = true;
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return ended;
    }

    @Override
    public boolean isTerminated() {
        return ended;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return ended;
    }
}
