package org.tanist.console.internal.live;

import java.util.function.Consumer;

/** Snapshots of the cluster: now, and again whenever something has changed. */
public interface Feed {

    /** A snapshot taken now. */
    Snapshot now();

    /**
     * Delivers snapshots from now on: soon after a change, and once a second so that ages stay true.
     *
     * @param listener called by one thread, never by two at once; an older snapshot never follows a newer one
     * @return ends the delivery
     */
    Subscription subscribe(Consumer<Snapshot> listener);

    /** Ends a delivery; idempotent. */
    @FunctionalInterface
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
