package org.tanist.applications.watch;

import java.time.Duration;

/**
 * The limits that follow from {@code tanist.workers.timeout}.
 *
 * <p>A worker counts its lease from the moment at which it sent a heartbeat, the active counts its silence from when it got it, which is
 * later. So a worker whose instances are dead at 0.8 of the time-out after what it sent is never given up, at 1.0 after what was got,
 * while one of them lives.
 *
 * @param timeout silence after which a worker is lost
 */
public record Timing(Duration timeout) {
    private static final long LONG_RUN_SECONDS = 60;
    private static final long MILLIS_FOR_EACH = 5;
    /** What masters wait for an answer that they have asked another master for. */
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(20);

    /** How long a worker may go on after it sent a heartbeat that was answered. */
    Duration lease() {
        return timeout.multipliedBy(6).dividedBy(10);
    }

    /** Silence after which nothing is placed on a worker. */
    Duration suspicion() {
        return timeout.dividedBy(2);
    }

    /** How often a worker is to send a heartbeat: the more workers, the more seldom. */
    Duration heartbeat(int workers) {
        Duration wanted = timeout.dividedBy(5);
        Duration bearable = Duration.ofMillis(MILLIS_FOR_EACH * workers);
        Duration longer = wanted.compareTo(bearable) >= 0 ? wanted : bearable;
        Duration most = timeout.dividedBy(3);
        return longer.compareTo(most) <= 0 ? longer : most;
    }

    /** How long the answer to a heartbeat may be held. */
    Duration hold(int workers) {
        Duration half = heartbeat(workers).dividedBy(2);
        return half.compareTo(LONGEST_HOLD) <= 0 ? half : LONGEST_HOLD;
    }

    /** A run that was longer than this is no failed start. */
    Duration longRun() {
        return Duration.ofSeconds(LONG_RUN_SECONDS);
    }
}
