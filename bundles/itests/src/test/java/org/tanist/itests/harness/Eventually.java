package org.tanist.itests.harness;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits, with a bound, for something that must come true by itself. */
public final class Eventually {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private Eventually() {}

    /** Asks until there is an answer; a failing question counts as none. */
    public static <T> T eventually(String what, Duration limit, Callable<Optional<T>> question) {
        long end = System.nanoTime() + limit.toNanos();
        Throwable last = null;
        do {
            try {
                Optional<T> answer = question.call();
                if (answer.isPresent()) {
                    return answer.get();
                }
                last = null;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for: " + what, e);
            } catch (Exception | AssertionError e) {
                last = e;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        } while (System.nanoTime() < end && !Thread.currentThread().isInterrupted());
        throw new AssertionError("not within " + limit + ": " + what + (last == null ? "" : " (" + last + ")"), last);
    }

    /** Asks until the answer is yes. */
    public static void until(String what, Duration limit, Callable<Boolean> question) {
        eventually(what, limit, () -> question.call() ? Optional.of(true) : Optional.empty());
    }

    /** Runs until it passes. */
    public static void passes(String what, Duration limit, Runnable check) {
        eventually(what, limit, () -> {
            check.run();
            return Optional.of(true);
        });
    }

    /** Sees that a condition goes on to hold for this long. */
    public static void stays(String what, Duration time, Callable<Boolean> condition) {
        long end = System.nanoTime() + time.toNanos();
        do {
            try {
                if (!condition.call()) {
                    throw new AssertionError("does not hold any more: " + what);
                }
            } catch (Exception e) {
                throw new AssertionError(what, e);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        } while (System.nanoTime() < end);
    }
}
