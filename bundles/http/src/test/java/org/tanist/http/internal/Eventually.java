package org.tanist.http.internal;

import java.util.concurrent.locks.LockSupport;

/** Waits for conditions that other threads or processes bring about. */
final class Eventually {
    private static final long LIMIT_NANOS = 20_000_000_000L;

    private Eventually() {}

    interface Condition {
        boolean holds() throws Exception;
    }

    static void holds(String what, Condition condition) {
        long end = System.nanoTime() + LIMIT_NANOS;
        Throwable last = null;
        while (System.nanoTime() < end) {
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (Exception | AssertionError e) {
                last = e;
            }
            LockSupport.parkNanos(5_000_000);
        }
        throw new AssertionError("not within the time: " + what, last);
    }
}
