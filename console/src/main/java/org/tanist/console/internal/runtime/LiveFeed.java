package org.tanist.console.internal.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.console.internal.live.Feed;
import org.tanist.console.internal.live.Snapshot;
import org.tanist.control.ClusterControl;

/**
 * The feed of this master. Its one thread, {@code tanist-console}, runs only while a page is open; it takes one snapshot for all
 * pages, at most once in {@link #PACE}, however fast the cluster changes.
 */
final class LiveFeed implements Feed, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
    private static final Duration PACE = Duration.ofMillis(150);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final ClusterControl control;
    private final List<Consumer<Snapshot>> listeners = new CopyOnWriteArrayList<>();
    private @Nullable Run run;

    LiveFeed(ClusterControl control) {
        this.control = control;
    }

    @Override
    public Snapshot now() {
        return new Snapshot(Instant.now(), control.stamp(), control.cluster(), control.transitions());
    }

    @Override
    public synchronized Subscription subscribe(Consumer<Snapshot> listener) {
        listeners.add(listener);
        if (run == null) {
            run = new Run();
        }
        return () -> unsubscribe(listener);
    }

    private synchronized void unsubscribe(Consumer<Snapshot> listener) {
        listeners.remove(listener);
        if (listeners.isEmpty()) {
            stop();
        }
    }

    @Override
    public synchronized void close() {
        listeners.clear();
        stop();
    }

    private void stop() {
        Run ending = run;
        run = null;
        if (ending != null) {
            ending.close();
        }
    }

    private void deliver() {
        try {
            Snapshot snapshot = now();
            listeners.forEach(listener -> listener.accept(snapshot));
        } catch (RuntimeException e) {
            LOG.warn("the console's pages were not updated, the next tick tries again: {}", e.toString());
        }
    }

    /** The time during which pages are open. */
    private final class Run implements AutoCloseable {
        private final ScheduledExecutorService thread =
                new ScheduledThreadPoolExecutor(1, Run::named, new ThreadPoolExecutor.DiscardPolicy());
        private final AtomicBoolean pacing = new AtomicBoolean();
        private final AtomicBoolean more = new AtomicBoolean();
        private final ClusterControl.Subscription watch;

        Run() {
            thread.scheduleAtFixedRate(LiveFeed.this::deliver, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
            watch = control.watch(this::changed);
        }

        private static Thread named(Runnable task) {
            Thread thread = new Thread(task, "tanist-console");
            thread.setDaemon(true);
            return thread;
        }

        private void changed() {
            if (pacing.compareAndSet(false, true)) {
                thread.execute(this::deliverAndPace);
            } else {
                more.set(true);
            }
        }

        private void deliverAndPace() {
            more.set(false);
            deliver();
            thread.schedule(this::settle, PACE.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void settle() {
            pacing.set(false);
            if (more.get()) {
                changed();
            }
        }

        @Override
        public void close() {
            watch.close();
            thread.shutdownNow();
        }
    }
}
