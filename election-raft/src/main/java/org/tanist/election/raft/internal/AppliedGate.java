package org.tanist.election.raft.internal;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;

/** Lets callers wait until an index of the Raft log is applied here. Thread-safe. */
final class AppliedGate {
    private record Waiter(long index, CompletableFuture<Void> done) {}

    private final PriorityQueue<Waiter> waiters = new PriorityQueue<>(Comparator.comparingLong(Waiter::index));
    private volatile long applied = -1;

    /** Completes when {@code index} is applied; at once if it is. */
    CompletableFuture<Void> await(long index) {
        if (applied >= index) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        synchronized (this) {
            if (applied < index) {
                waiters.add(new Waiter(index, done));
                return done;
            }
        }
        done.complete(null);
        return done;
    }

    /** Everything up to {@code index} is applied. */
    void reached(long index) {
        synchronized (this) {
            if (index <= applied) {
                return;
            }
            applied = index;
        }
        while (true) {
            CompletableFuture<Void> done;
            synchronized (this) {
                Waiter first = waiters.peek();
                if (first == null || first.index() > index) {
                    return;
                }
                done = waiters.remove().done();
            }
            done.complete(null);
        }
    }
}
