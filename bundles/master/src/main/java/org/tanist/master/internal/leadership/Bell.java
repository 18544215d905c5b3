package org.tanist.master.internal.leadership;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes the one thread that waits for it; a ring while nobody waits is kept. Thread-safe. */
final class Bell {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();
    private boolean kept;

    void ring() {
        lock.lock();
        try {
            kept = true;
            rung.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Returns at the next ring, at once if one was kept, or when the limit is over; once in a while also without a reason. */
    void await(Duration limit) throws InterruptedException {
        lock.lock();
        try {
            if (!kept) {
                rung.awaitNanos(limit.toNanos());
            }
            kept = false;
        } finally {
            lock.unlock();
        }
    }
}
