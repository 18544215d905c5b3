package org.tanist.testkit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waiting for what other threads or processes bring about; for contract and integration tests only. */
public final class Eventually {
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private Eventually() {}

    /** An assertion that may throw anything. */
    @FunctionalInterface
    public interface Assertion {
        /** Throws as long as what is waited for has not happened. */
        void check() throws Exception;
    }

    /**
     * Tries the assertion until it holds.
     *
     * @throws AssertionError the assertion's last failure, once the limit is over
     */
    public static void eventually(Duration limit, Assertion assertion) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            try {
                assertion.check();
                return;
            } catch (Exception | AssertionError e) {
                if (System.nanoTime() - deadline >= 0) {
                    throw new AssertionError("not within " + limit + ": " + e.getMessage(), e);
                }
            }
            LockSupport.parkNanos(POLL_NANOS);
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("interrupted while waiting");
            }
        }
    }

    /** Asks until there is an answer, and returns it; {@code what} names it when the limit is over. */
    public static <T> T present(String what, Duration limit, Supplier<Optional<T>> question) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<T> answer = question.get();
            if (answer.isPresent()) {
                return answer.get();
            }
            if (System.nanoTime() - deadline >= 0) {
                throw new AssertionError("no " + what + " within " + limit);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** The stage's result, or its failure as the cause of an {@link AssertionError}. */
    public static <T> T completed(CompletionStage<T> stage, Duration limit) {
        try {
            return stage.toCompletableFuture().get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("not completed within " + limit, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting", e);
        }
    }

    /** The stage's failure. */
    public static Throwable failed(CompletionStage<?> stage, Duration limit) {
        try {
            Object result = stage.toCompletableFuture().get(limit.toNanos(), TimeUnit.NANOSECONDS);
            throw new AssertionError("completed with " + result + " though it had to fail");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            return cause == null ? e : cause;
        } catch (TimeoutException e) {
            throw new AssertionError("neither completed nor failed within " + limit, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting", e);
        }
    }
}
