package org.tanist.election;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * For providers of an election: tells a listener of the newest view on a thread of its own, one call at a time. Changes that come while it
 * is told coalesce, so a slow listener holds up nobody and always ends with the newest view. Thread-safe.
 */
public final class ViewTeller implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 1_000;

    private final ElectionListener listener;
    private final Supplier<ElectionView> view;
    private final Consumer<RuntimeException> failed;
    private final BlockingQueue<Boolean> changes = new ArrayBlockingQueue<>(1);
    private final Thread thread;
    private volatile boolean closed;

    /**
     * A teller that has begun.
     *
     * @param listener who is told
     * @param view the newest one at the moment of the call
     * @param failed told what a call of the listener threw; the next change is told all the same
     * @param threads makes its one thread
     */
    public ViewTeller(
            ElectionListener listener,
            Supplier<ElectionView> view,
            Consumer<RuntimeException> failed,
            ThreadFactory threads) {
        this.listener = listener;
        this.view = view;
        this.failed = failed;
        this.thread = threads.newThread(this::tell);
        thread.start();
    }

    /** There is a newer view. Returns at once. */
    public void changed() {
        // One that is waiting already will show the newest view.
        changes.offer(Boolean.TRUE);
    }

    private void tell() {
        while (!closed) {
            try {
                changes.take();
                if (!closed) {
                    listener.changed(view.get());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                failed.accept(e);
            }
        }
    }

    /** No call of the listener follows, except one that is running already when this is called by the listener itself. Idempotent. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        if (Thread.currentThread() != thread) {
            try {
                thread.join(PATIENCE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
