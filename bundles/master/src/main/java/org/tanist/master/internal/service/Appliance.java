package org.tanist.master.internal.service;

import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;

/** How far the journal is applied, and who waits for it to be applied further. Thread-safe; reading is wait-free. */
final class Appliance {
    private final PriorityQueue<Waiter> waiters = new PriorityQueue<>((a, b) -> Long.compare(a.index, b.index));
    private volatile long applied;
    private volatile long firstWaiter = Long.MAX_VALUE;

    private record Waiter(long index, CompletableFuture<Void> future) {}

    long applied() {
        return applied;
    }

    /** Only by the delivery thread. */
    void advance(long index) {
        applied = index;
        if (index >= firstWaiter) {
            release(index);
        }
    }

    /** Completes once everything up to the index is applied. */
    CompletableFuture<Void> reached(long index) {
        if (applied >= index) {
            return CompletableFuture.completedFuture(null);
        }
        Waiter waiter = new Waiter(index, new CompletableFuture<>());
        synchronized (waiters) {
            waiters.add(waiter);
            firstWaiter = waiters.element().index;
        }
        if (applied >= index) {
            release(applied);
        }
        return waiter.future;
    }

    private void release(long index) {
        while (true) {
            Waiter ready;
            synchronized (waiters) {
                ready = waiters.peek();
                if (ready == null || ready.index > index) {
                    firstWaiter = ready == null ? Long.MAX_VALUE : ready.index;
                    return;
                }
                waiters.remove();
            }
            ready.future.complete(null);
        }
    }
}
