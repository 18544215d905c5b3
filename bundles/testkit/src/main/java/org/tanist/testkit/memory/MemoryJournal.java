package org.tanist.testkit.memory;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.journal.Entry;
import org.tanist.journal.EntryConsumer;
import org.tanist.journal.Journal;
import org.tanist.journal.JournalInfo;
import org.tanist.journal.JournalWriter;
import org.tanist.journal.Snapshot;
import org.tanist.journal.StaleTermException;

/** One master's way to the log of a {@link MemoryCluster}. */
final class MemoryJournal implements Journal {
    private final MemoryCluster cluster;
    private final MasterId self;

    // Guarded by the cluster.
    private @Nullable EntryConsumer consumer;
    private Position delivered = Position.START;
    private boolean pumping;
    private long fencedWrites;

    private volatile boolean closed;

    /** Held during a call of the consumer, so that close() can wait for its end. */
    private final ReentrantLock delivering = new ReentrantLock();

    MemoryJournal(MemoryCluster cluster, MasterId self) {
        this.cluster = cluster;
        this.self = self;
    }

    boolean followed() {
        synchronized (cluster) {
            return consumer != null;
        }
    }

    @Override
    public JournalWriter open(Term term) throws IOException {
        synchronized (cluster) {
            refuseIfCutOff();
            Term fence = cluster.log.fence();
            if (fence.isNewerThan(term)) {
                throw new StaleTermException(term, fence);
            }
            if (fence.equals(term)) {
                throw new IllegalStateException("term " + term + " was opened before: each one is opened once");
            }
            cluster.log.fence(term);
            return new Writer(term, cluster.log.end());
        }
    }

    private void refuseIfCutOff() throws IOException {
        if (closed) {
            throw new IOException("the journal is closed");
        }
        if (!cluster.reached(self)) {
            throw new IOException("no majority of the masters is reached");
        }
    }

    @Override
    public void follow(EntryConsumer follower) {
        synchronized (cluster) {
            if (consumer != null) {
                throw new IllegalStateException("a consumer is attached already");
            }
            consumer = follower;
            wake();
            cluster.settle("first election");
        }
    }

    /** There may be something to deliver. */
    void wake() {
        synchronized (cluster) {
            if (consumer != null && !pumping && !closed) {
                pumping = true;
                cluster.later(this::pump);
            }
        }
    }

    private void pump() {
        delivering.lock();
        try {
            while (!closed && deliverNext()) {
                // Each turn delivers one entry, without the cluster's lock.
            }
        } catch (IOException e) {
            // The consumer could not restore: by the SPI nothing more is delivered to it.
            closed = true;
        } finally {
            delivering.unlock();
        }
    }

    private boolean deliverNext() throws IOException {
        EntryConsumer to;
        Optional<MemoryLog.Committed> next;
        Position checkpoint;
        byte[] snapshot;
        synchronized (cluster) {
            to = consumer;
            next = cluster.log.after(delivered.index());
            checkpoint = cluster.log.checkpoint();
            snapshot = cluster.log.snapshot();
            boolean behind = checkpoint.index() > delivered.index();
            if (to == null || !cluster.reached(self) || (next.isEmpty() && !behind)) {
                pumping = false;
                return false;
            }
            delivered = behind ? checkpoint : next.orElseThrow().position();
        }
        if (next.isPresent()) {
            to.apply(next.get().position(), next.get().entry());
        } else {
            to.restore(checkpoint, new ByteArrayInputStream(snapshot));
        }
        return true;
    }

    @Override
    public void checkpoint(Snapshot snapshot) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        snapshot.source().writeTo(bytes);
        synchronized (cluster) {
            refuseIfCutOff();
            if (snapshot.position().index() > delivered.index()) {
                throw new IllegalArgumentException("checkpoint " + snapshot.position() + " is ahead of " + delivered);
            }
            cluster.log.keep(snapshot.position(), bytes.toByteArray());
        }
    }

    @Override
    public JournalInfo info() {
        synchronized (cluster) {
            MemoryLog log = cluster.log;
            return new JournalInfo("memory", delivered, log.end(), log.checkpoint(), log.bytes(), fencedWrites);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            if (delivering.tryLock(1, TimeUnit.SECONDS)) {
                delivering.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Waiting(List<Entry> batch, CompletableFuture<Position> answer) {}

    private final class Writer implements JournalWriter {
        private final Term term;
        private final Position start;
        private final Queue<Waiting> queue = new ArrayDeque<>(); // guarded by the cluster
        private boolean ended; // guarded by the cluster

        Writer(Term term, Position start) {
            this.term = term;
            this.start = start;
        }

        @Override
        public Position start() {
            return start;
        }

        @Override
        public CompletionStage<Position> append(List<Entry> batch) {
            CompletableFuture<Position> answer = new CompletableFuture<>();
            synchronized (cluster) {
                if (ended) {
                    return CompletableFuture.failedFuture(new IOException("the writer of term " + term + " is closed"));
                }
                queue.add(new Waiting(List.copyOf(batch), answer));
            }
            cluster.later(this::commitNext);
            return answer;
        }

        /** Takes the batches in the order of their coming, whichever delay each of the tasks had. */
        private void commitNext() {
            synchronized (cluster) {
                Waiting next = queue.poll();
                if (next == null) {
                    return;
                }
                try {
                    refuseIfFenced();
                    Position last = cluster.log.commit(term, next.batch());
                    cluster.later(() -> next.answer().complete(last));
                    cluster.wakeFollowers();
                } catch (IOException e) {
                    fencedWrites += e instanceof StaleTermException ? 1 : 0;
                    cluster.later(() -> next.answer().completeExceptionally(e));
                }
            }
        }

        private void refuseIfFenced() throws IOException {
            if (!cluster.carries(self)) {
                throw new IOException("no majority of the masters is reached");
            }
            if (cluster.log.isOver(term)) {
                throw new StaleTermException(term, cluster.log.fence());
            }
        }

        @Override
        public CompletionStage<Position> confirm() {
            CompletableFuture<Position> answer = new CompletableFuture<>();
            cluster.later(() -> {
                synchronized (cluster) {
                    try {
                        refuseIfFenced();
                        Position read = cluster.log.end();
                        cluster.later(() -> answer.complete(read));
                    } catch (IOException e) {
                        cluster.later(() -> answer.completeExceptionally(e));
                    }
                }
            });
            return answer;
        }

        @Override
        public void close() {
            synchronized (cluster) {
                ended = true;
            }
        }
    }
}
