package org.tanist.journal.group;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Lets many callers share one asynchronous operation at a time: a caller gets the result of an operation that began after its
 * call. Thread-safe; results are handed out on the thread that completes the operation.
 *
 * @param <T> result of the operation
 */
public final class Rounds<T> {
    private final Supplier<CompletableFuture<T>> operation;
    private List<CompletableFuture<T>> waiting = new ArrayList<>();
    private boolean running;

    /** Rounds of this operation, which must complete. */
    public Rounds(Supplier<CompletableFuture<T>> operation) {
        this.operation = operation;
    }

    /** The result of the next operation to begin. */
    public CompletableFuture<T> next() {
        CompletableFuture<T> result = new CompletableFuture<>();
        synchronized (this) {
            waiting.add(result);
            if (running) {
                return result;
            }
            running = true;
        }
        begin();
        return result;
    }

    private void begin() {
        List<CompletableFuture<T>> callers;
        synchronized (this) {
            if (waiting.isEmpty()) {
                running = false;
                return;
            }
            callers = waiting;
            waiting = new ArrayList<>();
        }
        operation.get().whenComplete((value, failure) -> {
            // The next round goes out before the callers of this one go on.
            begin();
            for (CompletableFuture<T> caller : callers) {
                if (failure == null) {
                    caller.complete(value);
                } else {
                    caller.completeExceptionally(failure);
                }
            }
        });
    }
}
