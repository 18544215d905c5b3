package org.tanist.election.zookeeper.internal.journal;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.election.zookeeper.internal.ensemble.Ensemble;
import org.tanist.election.zookeeper.internal.ensemble.Threads;
import org.tanist.election.zookeeper.internal.record.BatchRecord;
import org.tanist.election.zookeeper.internal.record.CheckpointRecord;
import org.tanist.election.zookeeper.internal.record.Layout;
import org.tanist.journal.EntryConsumer;
import org.tanist.journal.Journal;
import org.tanist.journal.JournalInfo;
import org.tanist.journal.JournalWriter;
import org.tanist.journal.Snapshot;
import org.tanist.journal.StaleTermException;

/** The journal in ZooKeeper. */
public final class ZooKeeperJournal implements Journal {
    private static final int OPEN_SECONDS = 20;

    private final Ensemble ensemble;
    private final Layout layout;
    private final Fence fence;
    private final Runnable attached;
    private final ScheduledExecutorService executor = Threads.scheduled("tanist-journal", Thread.NORM_PRIORITY);
    private final Tail tail;
    private final AtomicReference<@Nullable ZooKeeperWriter> writer = new AtomicReference<>();
    private final AtomicReference<@Nullable Ahead> ahead = new AtomicReference<>();
    private final AtomicBoolean followed = new AtomicBoolean();
    private final AtomicLong opened = new AtomicLong();
    private final AtomicLong fenced = new AtomicLong();

    /**
     * A journal without a consumer.
     *
     * @param attached told when it has one
     * @param broken told when it cannot go on
     */
    public ZooKeeperJournal(
            Ensemble ensemble, Layout layout, Fence fence, Runnable attached, Consumer<Throwable> broken) {
        this.ensemble = ensemble;
        this.layout = layout;
        this.fence = new Counting(fence);
        this.attached = attached;
        this.tail = new Tail(ensemble, layout, executor, broken);
    }

    /** The end of all older terms, read behind the commit that took this one. */
    private record Ahead(Term term, CompletableFuture<Position> end) {}

    private final class Counting implements Fence {
        private final Fence inner;

        Counting(Fence inner) {
            this.inner = inner;
        }

        @Override
        public Optional<Integer> version(Term term) {
            return inner.version(term);
        }

        @Override
        public Term newest() {
            return inner.newest();
        }

        @Override
        public void passed(long sentNanos) {
            inner.passed(sentNanos);
        }

        @Override
        public void refused() {
            fenced.incrementAndGet();
            inner.refused();
        }
    }

    @Override
    public JournalWriter open(Term term) throws IOException {
        int version = fence.version(term).orElseThrow(() -> notOurs(term));
        long before = opened.getAndUpdate(last -> Math.max(last, term.value()));
        if (before >= term.value()) {
            throw before > term.value()
                    ? new StaleTermException(term, new Term(before))
                    : new IOException("term " + term + " has been opened already");
        }
        // This session has taken the term, so whatever it reads from now on, and what it read right behind that commit,
        // shows all that older terms have committed; and no older term can add to it.
        Ahead read = ahead.getAndSet(null);
        Position start = await(read != null && read.term().equals(term) ? read.end() : tail.drained());
        ZooKeeperWriter next = new ZooKeeperWriter(
                new ZooKeeperWriter.Opening(term, version, start, tail.directory()),
                ensemble,
                layout,
                fence,
                new Watcher());
        ZooKeeperWriter previous = writer.getAndSet(next);
        if (previous != null) {
            previous.close();
        }
        tail.writing(true);
        if (fence.version(term).isEmpty()) {
            next.close();
            throw notOurs(term);
        }
        return next;
    }

    /**
     * Asks for what the journal holds beyond what is known here. It is answered after what this session has asked for before, see {@link
     * #taken}.
     */
    public CompletableFuture<Position> readOn() {
        return tail.drained();
    }

    /**
     * This session took the term, and had the answer to that commit; {@code read} was asked for after the commit was sent. So opening this term
     * need not ask again. When the answer was lost this must not be called: the session may have gone on with a server that did not know
     * of the commit yet.
     */
    public void taken(Term term, CompletableFuture<Position> read) {
        ahead.set(new Ahead(term, read));
    }

    private IOException notOurs(Term term) {
        Term newest = fence.newest();
        return newest.isNewerThan(term)
                ? new StaleTermException(term, newest)
                : new IOException("term " + term + " is not held by this master");
    }

    private static Position await(CompletableFuture<Position> drained) throws IOException {
        try {
            return drained.get(OPEN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException("the journal cannot be read: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IOException("the journal was not read to its end within " + OPEN_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while opening the journal", e);
        }
    }

    private final class Watcher implements ZooKeeperWriter.Watcher {
        @Override
        public void committed(BatchRecord batch, int size) {
            tail.committed(batch, size);
        }

        @Override
        public void ended() {
            tail.writing(false);
        }

        @Override
        public void later(Runnable task, Duration delay) {
            Threads.later(executor, task, delay.toMillis());
        }
    }

    /** The znodes are known: for the first time, or again after a while without a connection. */
    public void known() {
        tail.poke();
        tail.checkpointChanged();
        ZooKeeperWriter open = writer.get();
        if (open == null) {
            return;
        }
        boolean held = fence.version(open.term()).isPresent();
        if (!held) {
            // Somebody else may append from now on, whether or not the writer was closed.
            tail.writing(false);
            if (fence.newest().isNewerThan(open.term())) {
                open.superseded();
            }
        }
        open.reconnected();
    }

    /** Sends again what was lost while the connection stood. Called now and then. */
    public void nudge() {
        ZooKeeperWriter open = writer.get();
        if (open != null) {
            open.reconnected();
        }
    }

    /** The session is over. */
    public void expired() {
        ZooKeeperWriter open = writer.get();
        if (open != null) {
            open.expired();
        }
    }

    /** A znode below the cluster's path has changed; true if it is one of the journal's. */
    public boolean changed(String path) {
        if (path.startsWith(layout.journal())) {
            tail.changed(path);
            return true;
        }
        if (path.equals(layout.checkpoint())) {
            tail.checkpointChanged();
            return true;
        }
        return false;
    }

    /** Whether somebody follows it. */
    public boolean attached() {
        return tail.attached();
    }

    @Override
    public void follow(EntryConsumer consumer) {
        if (!followed.compareAndSet(false, true)) {
            throw new IllegalStateException("the journal has a consumer already");
        }
        Threads.quietly(executor, () -> Rehearsal.run(ensemble, layout));
        tail.attach(consumer);
        attached.run();
    }

    /** One checkpoint serves all masters, so only the one that writes makes it; for the others there is nothing to do. */
    @Override
    public synchronized void checkpoint(Snapshot snapshot) throws IOException {
        ZooKeeperWriter open = writer.get();
        if (open == null || fence.version(open.term()).isEmpty()) {
            return;
        }
        long batch = tail.batchOf(snapshot.position().index());
        CheckpointRecord newest = new CheckpointWriter(ensemble, layout).write(snapshot, batch);
        if (newest.position().index() > tail.checkpoint().position().index()) {
            tail.checkpointed(newest);
        }
    }

    @Override
    public JournalInfo info() {
        Position applied = tail.applied();
        return new JournalInfo("zookeeper", applied, applied, tail.checkpoint().position(), tail.bytes(), fenced.get());
    }

    @Override
    public void close() {
        ZooKeeperWriter open = writer.get();
        if (open != null) {
            open.close();
        }
        tail.close();
        executor.shutdown();
        try {
            if (!executor.awaitTermination(1, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
