package org.tanist.election.zookeeper.internal;

import java.time.Duration;

/**
 * How long this master may trust that nobody else was elected, without asking. It counts from the moment at which the newest acknowledged
 * heartbeat was sent, on the monotonic clock, so a pause of this process or a lost network can only shorten it. A heartbeat is a
 * commit that checks the fence: it passes ZooKeeper's leader, so it cannot be acknowledged by a server that was cut off. Thread-safe.
 *
 * <p>The ensemble ends a session no earlier than the session time-out after it heard of it last, and learns of a heartbeat at the latest a
 * tick after the server that we are connected to. The tick is not told to clients; a quarter of the time-out is more than it may be
 * by the advice of ZooKeeper's manual, and a tenth is kept as a margin for scheduling.
 */
final class Lease {
    private static final double SHARE = 1.0 - 0.25 - 0.1;

    /** Half of the time between two heartbeats. */
    private static final int FRESH_PART = 13;

    private volatile long sentNanos;
    private volatile long lengthNanos;

    /** Begins anew: acknowledged now, sent then. */
    void begin(long sent, Duration sessionTimeout) {
        lengthNanos = (long) (sessionTimeout.toNanos() * SHARE);
        sentNanos = sent;
    }

    /** A heartbeat sent at this time was acknowledged. */
    synchronized void renewed(long sent) {
        if (sent - sentNanos > 0) {
            sentNanos = sent;
        }
    }

    /** For how long it has not been renewed. */
    long ageNanos() {
        return System.nanoTime() - sentNanos;
    }

    /** Whether a commit has renewed it a moment ago, so that it needs no heartbeat of its own. */
    boolean fresh() {
        return ageNanos() < lengthNanos / FRESH_PART;
    }

    /** Whether it has run out. */
    boolean over() {
        return ageNanos() > lengthNanos;
    }
}
