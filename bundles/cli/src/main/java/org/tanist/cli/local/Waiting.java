package org.tanist.cli.local;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;

/** Bounded waits for conditions outside this process. */
public final class Waiting {

    private static final Duration PERIOD = Duration.ofMillis(10);

    private Waiting() {}

    /** Whether the condition came to hold within the limit. */
    public static boolean until(Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() >= deadline || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(PERIOD.toNanos());
        }
        return true;
    }

    /**
     * Waits for a condition that has to come.
     *
     * @throws Failure with exit code 6 if it did not
     */
    public static void require(Duration limit, String what, BooleanSupplier condition) {
        if (!until(limit, condition)) {
            throw new Failure(ExitCode.NOT_FINISHED, what + ": not seen within " + limit.toSeconds() + " s");
        }
    }
}
