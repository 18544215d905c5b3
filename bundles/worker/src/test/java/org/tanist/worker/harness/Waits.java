package org.tanist.worker.harness;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Bounded waiting for what must come true. */
public final class Waits {
    public static final Duration SOON = Duration.ofSeconds(60);

    private Waits() {}

    public static void until(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + SOON.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + SOON + ": " + what);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }
}
