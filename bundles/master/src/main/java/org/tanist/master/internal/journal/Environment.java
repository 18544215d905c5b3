package org.tanist.master.internal.journal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.tanist.master.internal.platform.Threads;
import org.tanist.master.internal.platform.Ticker;

/**
 * Threads and time, handed in so that the simulator can hand in its own.
 *
 * @param threads makes the threads of the journal
 * @param ticker reads the monotonic clock, for delays and reports only
 * @param patience waits for futures
 */
public record Environment(Threads threads, Ticker ticker, Patience patience) {

    /** Waits. */
    @FunctionalInterface
    public interface Patience {
        /** Blocks until the future is done. */
        <T> T await(CompletableFuture<T> future, Duration limit)
                throws InterruptedException, ExecutionException, TimeoutException;
    }
}
