package org.tanist.master.internal.control;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.control.ClusterControl;

/** Tells listeners, coalesced and on its executor, that something has changed. Thread-safe; {@link #fire} returns at once. */
public final class Changes {
    private static final Logger LOG = LoggerFactory.getLogger(Changes.class);

    private final Executor executor;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean pending = new AtomicBoolean();

    /** Calls listeners on the executor, which must have one thread. */
    public Changes(Executor executor) {
        this.executor = executor;
    }

    /** Something has changed. */
    public void fire() {
        if (pending.compareAndSet(false, true)) {
            executor.execute(this::tell);
        }
    }

    /** Adds a listener; it must return promptly. */
    public ClusterControl.Subscription add(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void tell() {
        pending.set(false);
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException e) {
                LOG.warn("a listener of changes failed", e);
            }
        }
    }
}
