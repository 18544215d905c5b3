package org.tanist.http.internal.forward;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.Endpoint;

/** The connections to one master, and the calls that wait for one. Thread-safe. */
final class PeerPool {
    /** Heartbeats of workers that are held on the active take one each. */
    private static final int MOST_CONNECTIONS = 1_024;

    private static final int MOST_WAITING = 10_000;

    private final Endpoint target;
    private final Consumer<PeerCall> opener;
    private final Set<PeerConnection> all = new HashSet<>();
    private final Deque<PeerConnection> idle = new ArrayDeque<>();
    private final Deque<PeerCall> waiting = new ArrayDeque<>();
    private int opening;

    /**
     * An empty pool.
     *
     * @param opener opens a connection that starts with this call, and reports by {@link #opened} or {@link #notOpened}
     */
    PeerPool(Endpoint target, Consumer<PeerCall> opener) {
        this.target = target;
        this.opener = opener;
    }

    Endpoint target() {
        return target;
    }

    /** Sends a call by a kept connection, or a new one, or as soon as one is free. */
    void send(PeerCall call) {
        PeerConnection kept = call.needsFreshConnection() ? null : pollIdle();
        while (kept != null) {
            if (kept.begin(call)) {
                return;
            }
            dropped(kept);
            kept = pollIdle();
        }
        boolean open;
        boolean full;
        synchronized (this) {
            open = all.size() + opening < MOST_CONNECTIONS;
            full = !open && waiting.size() >= MOST_WAITING;
            if (open) {
                opening++;
            } else if (!full) {
                waiting.addLast(call);
            }
        }
        if (open) {
            opener.accept(call);
        } else if (full) {
            call.reply().completeExceptionally(new NotSentException("too many requests wait for " + target));
        }
    }

    private synchronized @Nullable PeerConnection pollIdle() {
        return idle.pollFirst();
    }

    synchronized void opened(PeerConnection connection) {
        opening--;
        all.add(connection);
    }

    void notOpened() {
        PeerCall next;
        synchronized (this) {
            opening--;
            next = waiting.pollFirst();
        }
        if (next != null) {
            send(next);
        }
    }

    /** Takes back a connection whose call is done. */
    void release(PeerConnection connection) {
        PeerCall next;
        synchronized (this) {
            next = waiting.pollFirst();
            if (next == null) {
                idle.addFirst(connection);
            }
        }
        if (next != null && !connection.begin(next)) {
            dropped(connection);
            send(next);
        }
    }

    void dropped(PeerConnection connection) {
        PeerCall next;
        synchronized (this) {
            idle.remove(connection);
            next = all.remove(connection) ? waiting.pollFirst() : null;
        }
        if (next != null) {
            send(next);
        }
    }

    /** All connections as they are now. */
    synchronized List<PeerConnection> connections() {
        return new ArrayList<>(all);
    }

    /** Takes all waiting calls out. */
    synchronized List<PeerCall> drainWaiting() {
        List<PeerCall> drained = new ArrayList<>(waiting);
        waiting.clear();
        return drained;
    }
}
