package org.tanist.election.raft.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.server.RaftServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a Raft server within a bound.
 *
 * <p>Ratis 3.3 can wait for itself for ever: {@code SegmentedRaftLog.close} holds the lock of the log while it joins the thread that evicts
 * cached segments, and that thread may be waiting for this very lock. An interrupt ends the join, so the closing threads are given one when
 * they take too long.
 */
final class Closing {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);
    private static final int TRIES = 3;

    private final RaftServer server;
    private final Duration patience;
    private final CountDownLatch done = new CountDownLatch(1);

    /** {@code patience} is for each of {@value #TRIES} tries; the next one begins with an interrupt. */
    Closing(RaftServer server, Duration patience) {
        this.server = server;
        this.patience = patience;
    }

    /** Blocks until the server is closed, or until all tries are over. */
    void run() {
        Threads.daemon("tanist-raft-close", this::close).start();
        try {
            for (int tries = 0; tries < TRIES; tries++) {
                if (done.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
                interruptClosers();
            }
            LOG.error("the Raft server did not close: it is left to itself");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void close() {
        try {
            server.close();
        } catch (IOException e) {
            LOG.warn("the Raft server did not close cleanly: {}", e.getMessage());
        } finally {
            done.countDown();
        }
    }

    private void interruptClosers() {
        String closers = server.getId() + "-impl-thread";
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith(closers)) {
                LOG.warn("the Raft server takes long to close: thread {} is interrupted", thread.getName());
                thread.interrupt();
            }
        }
    }
}
