package org.tanist.worker.supervise;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.tanist.client.wire.Orders;

/** Between the supervisor's thread and the others: what is to be done, and what was found. Thread-safe. */
final class Mailbox {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition news = lock.newCondition();
    private List<Orders> orders = new ArrayList<>();
    private List<Runnable> tasks = new ArrayList<>();
    private Snapshot snapshot = Snapshot.NONE;
    private boolean woken;

    /** Hands over an answer of a master. */
    void put(Orders order) {
        lock.lock();
        try {
            orders.add(order);
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Has something done on the supervisor's thread. */
    void put(Runnable task) {
        lock.lock();
        try {
            tasks.add(task);
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Wakes the supervisor's thread. */
    void wake() {
        lock.lock();
        try {
            woken = true;
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for work, at most this long. */
    void awaitWork(Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (left > 0 && orders.isEmpty() && tasks.isEmpty() && !woken) {
                left = work.awaitNanos(left);
            }
            woken = false;
        } finally {
            lock.unlock();
        }
    }

    /** Takes all answers, the oldest first. */
    List<Orders> takeOrders() {
        lock.lock();
        try {
            List<Orders> taken = orders;
            orders = new ArrayList<>();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Takes all tasks, the oldest first. */
    List<Runnable> takeTasks() {
        lock.lock();
        try {
            List<Runnable> taken = tasks;
            tasks = new ArrayList<>();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Shows a new snapshot. */
    void publish(Snapshot now) {
        lock.lock();
        try {
            snapshot = now;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The newest snapshot. */
    Snapshot snapshot() {
        lock.lock();
        try {
            return snapshot;
        } finally {
            lock.unlock();
        }
    }

    /** Waits, at most this long, until a snapshot is as wanted; the newest one, be it so or not. */
    Snapshot await(Predicate<Snapshot> wanted, Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (!wanted.test(snapshot) && left > 0) {
                left = news.awaitNanos(left);
            }
            return snapshot;
        } finally {
            lock.unlock();
        }
    }
}
