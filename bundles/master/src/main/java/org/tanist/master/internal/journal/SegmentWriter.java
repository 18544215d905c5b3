package org.tanist.master.internal.journal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.journal.Entry;
import org.tanist.journal.JournalWriter;
import org.tanist.journal.StaleTermException;
import org.tanist.master.internal.journal.History.SnapshotFile;
import org.tanist.master.internal.journal.Pipeline.Item;
import org.tanist.master.internal.journal.Pipeline.Written;
import org.tanist.master.internal.journal.SegmentRecord.Batch;
import org.tanist.master.internal.journal.SegmentRecord.Checkpoint;
import org.tanist.storage.Storage;

/**
 * Serves one term: append, sync, <em>then</em> read the fence, and only then commit.
 *
 * <p>Two lanes work at once. One appends what waits, all of it in one group, and syncs. The other reads the fence: one reading covers
 * every group whose sync had returned before it began, and every read barrier that was asked for before. Any error of the appender
 * ends the writer for good; a reading of the fence that failed is tried again.
 */
final class SegmentWriter implements JournalWriter {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentWriter.class);
    private static final Duration COMMIT_DELAY = Duration.ofMillis(20);
    private static final Duration HEARTBEAT = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofMillis(30);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Parts parts;
    private final Term term;
    private final Position start;
    private final GroupAppender appender;
    private final Pipeline pipeline = new Pipeline();
    private final AtomicBoolean writing = new AtomicBoolean();
    private final AtomicBoolean checking = new AtomicBoolean();
    private final AtomicBoolean commitPlanned = new AtomicBoolean();

    private volatile Position committed;
    private volatile boolean closed;
    private volatile @Nullable IOException end;
    private volatile long progressNanos;
    private volatile boolean commitDue;
    private boolean failing; // only of the checking lane

    /** What a writer works with. */
    record Parts(Storage storage, Layout layout, Environment environment, Lanes lanes) {}

    /** Where it works, and whom it tells. */
    record Lanes(Lane writing, Lane checking, Observer observer) {}

    /** Is told what happens; on the checking lane. */
    interface Observer {
        void committed(Batch batch);

        void checkpointed(SnapshotFile snapshot);

        void fenced(int writes);
    }

    SegmentWriter(Parts parts, Term term, Opener.Opened opened) {
        this.parts = parts;
        this.term = term;
        this.start = opened.history().end();
        this.appender = new GroupAppender(term, opened, parts.environment().ticker());
        this.committed = start;
        this.progressNanos = parts.environment().ticker().nanos();
        parts.lanes().checking().after(HEARTBEAT, this::beat);
    }

    Term term() {
        return term;
    }

    /** What passed the check. */
    Position committed() {
        return committed;
    }

    /** Length of the segment. */
    long bytes() {
        return appender.length();
    }

    /** Whether this writer goes on taking and handing over entries. */
    boolean live() {
        return over() == null;
    }

    /** Also that the storage is silent: nothing can be acknowledged then. */
    @Override
    public Optional<String> failure() {
        IOException over = over();
        return over == null ? silence() : Optional.ofNullable(over.getMessage());
    }

    /** What seems to be wrong with the storage; empty once this has ended. */
    Optional<String> illness() {
        return over() == null ? silence() : Optional.empty();
    }

    private Optional<String> silence() {
        double unread = parts.environment().ticker().millisSince(progressNanos);
        double waited = Math.max(unread, appender.busyMillis());
        return waited > PATIENCE.toMillis() ? Optional.of(Follower.SILENCE) : Optional.empty();
    }

    /** When the storage last answered here: the monotonic moment of the newest reading of the fence. */
    long answeredNanos() {
        return progressNanos;
    }

    @Override
    public Position start() {
        return start;
    }

    @Override
    public CompletionStage<Position> append(List<Entry> batch) {
        if (batch.isEmpty()) {
            throw new IllegalArgumentException("an empty batch has no position");
        }
        return offer(Item.of(batch));
    }

    /** Appends a checkpoint record; completes when it is committed. */
    CompletableFuture<Position> checkpoint(SnapshotFile snapshot) {
        return offer(Item.of(snapshot));
    }

    private CompletableFuture<Position> offer(Item item) {
        boolean offered = !closed && end == null;
        if (offered) {
            if (!pipeline.offer(item)) {
                return CompletableFuture.failedFuture(new IOException(
                        "more than " + (Pipeline.MOST_QUEUED >> 20) + " MB wait for the journal's storage; try later"));
            }
            wakeWriting();
        }
        // Looked at after the offer: an end in between may have drained the queue without this item.
        IOException over = over();
        if (over != null && (pipeline.retract(item) || !offered)) {
            item.answer().completeExceptionally(over);
        }
        return item.answer();
    }

    private @Nullable IOException over() {
        IOException failure = end;
        return failure == null && closed ? new IOException("the writer of term " + term + " is closed") : failure;
    }

    @Override
    public CompletionStage<Position> confirm() {
        CompletableFuture<Position> answer = new CompletableFuture<>();
        pipeline.read(answer);
        wakeChecking();
        IOException over = over();
        if (over != null) {
            answer.completeExceptionally(over);
        }
        return answer;
    }

    /** What was not written fails; what was is still checked and answered. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        IOException over = new IOException("the writer of term " + term + " is closed");
        pipeline.drainQueue().forEach(item -> item.answer().completeExceptionally(over));
        parts.lanes().checking().run(this::finishIfSettled);
    }

    private void finishIfSettled() {
        if (closed && pipeline.settled()) {
            IOException over = new IOException("the writer of term " + term + " is closed");
            finish(over).queued().forEach(item -> fail(item.answer(), over));
        }
    }

    // ---- the writing lane

    private void wakeWriting() {
        if (end == null && (pipeline.writable() || commitIsDue()) && writing.compareAndSet(false, true)) {
            parts.lanes().writing().run(this::write);
        }
    }

    private boolean commitIsDue() {
        return commitDue && committed.index() > appender.logged();
    }

    private void write() {
        try {
            if (end == null) {
                writeGroup(pipeline.take());
            }
        } catch (RuntimeException e) {
            poison("a defect", new IOException(e));
        }
        writing.set(false);
        wakeWriting();
    }

    private void writeGroup(List<Item> items) {
        long known = committed.index();
        if (items.isEmpty() && known <= appender.logged()) {
            return;
        }
        commitDue = false;
        GroupAppender.Group group = appender.group(items, known);
        pipeline.written(group.written());
        try {
            pipeline.synced(appender.write(group));
        } catch (IOException e) {
            poison("the storage refused to write", e);
        }
        IOException over = end;
        if (over != null) {
            // It ended while the group was between queue and pipeline: nobody else answers these.
            IOException unknown = new IOException("outcome unknown: " + over.getMessage(), over);
            pipeline.drain().written().forEach(one -> fail(one.item().answer(), unknown));
        }
        wakeChecking();
    }

    // ---- the checking lane

    private void wakeChecking() {
        if (end == null && !pipeline.uncheckable() && checking.compareAndSet(false, true)) {
            parts.lanes().checking().run(this::check);
        }
    }

    /** Looks at the fence now and then even when nothing is written: a deposed or cut off active shall learn it. */
    private void beat() {
        if (end != null) {
            return;
        }
        if (checking.compareAndSet(false, true)) {
            check();
        }
        parts.lanes().checking().after(HEARTBEAT, this::beat);
    }

    private void check() {
        boolean again = true;
        try {
            again = end != null || checkFence();
        } catch (RuntimeException e) {
            poison("a defect", new IOException(e));
        }
        checking.set(false);
        if (again) {
            wakeChecking();
        } else {
            parts.lanes().checking().after(RETRY, this::wakeChecking);
        }
    }

    /** One reading of the fence, for all that was synced or asked before. @return false if it failed and is to be tried again */
    private boolean checkFence() {
        long upTo = pipeline.synced();
        List<CompletableFuture<Position>> reads = pipeline.takeReads();
        Term fence;
        try {
            fence = new Term(parts.storage().read(parts.layout().fence()));
        } catch (IOException e) {
            reads.forEach(pipeline::read);
            unreadable(e);
            return false;
        }
        failing = false;
        progressNanos = parts.environment().ticker().nanos();
        if (fence.isNewerThan(term)) {
            depose(new StaleTermException(term, fence), reads);
        } else if (term.isNewerThan(fence)) {
            poison("the fence went back to " + fence + ": was the storage's root deleted or exchanged?", null);
            reads.forEach(read -> fail(read, end));
        } else {
            commit(pipeline.commit(upTo));
            Position readable = committed;
            reads.forEach(read -> read.complete(readable));
        }
        return true;
    }

    private void unreadable(IOException e) {
        if (!failing) {
            LOG.warn("the fence cannot be read, nothing is acknowledged until it can: {}", e.getMessage());
        }
        failing = true;
        if (parts.environment().ticker().millisSince(progressNanos) > PATIENCE.toMillis()) {
            poison("the fence could not be read for " + PATIENCE.toSeconds() + " s", e);
        }
    }

    private void commit(List<Written> group) {
        for (Written one : group) {
            if (one.record() instanceof Batch batch) {
                committed = new Position(term, batch.last());
                parts.lanes().observer().committed(batch);
            } else if (one.record() instanceof Checkpoint checkpoint) {
                parts.lanes().observer().checkpointed(checkpoint.snapshot());
            }
            one.item().answer().complete(committed);
        }
        if (!group.isEmpty() && commitPlanned.compareAndSet(false, true)) {
            parts.lanes().writing().after(COMMIT_DELAY, this::commitIfIdle);
        }
        wakeWriting();
        finishIfSettled();
    }

    /** Nobody wrote since: standbys must learn of the commit all the same. */
    private void commitIfIdle() {
        commitPlanned.set(false);
        commitDue = true;
        wakeWriting();
    }

    // ---- the end

    /** A newer term raised the fence. What was never written surely has no effect; of the rest the successor's history tells. */
    private void depose(StaleTermException stale, List<CompletableFuture<Position>> reads) {
        Pipeline.Left left = finish(stale);
        left.queued().forEach(item -> fail(item.answer(), stale));
        reads.forEach(read -> fail(read, stale));
        OptionalLong counted = counted();
        int refused = left.queued().size();
        for (Written one : left.written()) {
            boolean lost =
                    one.record() instanceof Batch batch && counted.isPresent() && batch.last() > counted.getAsLong();
            refused += lost ? 1 : 0;
            fail(
                    one.item().answer(),
                    lost
                            ? stale
                            : new IOException("outcome unknown: " + stale.getMessage() + " before the check", stale));
        }
        parts.lanes().observer().fenced(refused);
    }

    private OptionalLong counted() {
        try {
            return new Opener(parts.storage(), parts.layout(), 0).endOf(term);
        } catch (IOException e) {
            LOG.debug("what became of the last entries of term {} cannot be told", term, e);
            return OptionalLong.empty();
        }
    }

    private void poison(String what, @Nullable IOException cause) {
        String detail = cause == null ? what : what + ": " + cause.getMessage();
        LOG.warn("the writer of term {} ends: {}", term, detail);
        IOException failure = new IOException("outcome unknown: " + detail, cause);
        Pipeline.Left left = finish(failure);
        left.queued().forEach(item -> fail(item.answer(), failure));
        left.written().forEach(one -> fail(one.item().answer(), failure));
    }

    /** Ends, once; what waited is returned for its answers, but read barriers fail at once. */
    private Pipeline.Left finish(IOException why) {
        boolean first;
        synchronized (this) {
            first = end == null;
            if (first) {
                end = why;
            }
        }
        Pipeline.Left left = pipeline.drain();
        left.reads().forEach(read -> fail(read, why));
        if (first) {
            parts.lanes().writing().run(appender::close);
        }
        return left;
    }

    private static void fail(CompletableFuture<Position> answer, @Nullable IOException why) {
        answer.completeExceptionally(why == null ? new IOException("the writer has ended") : why);
    }

    /** Ends at once, because the process leaves. */
    void abandon() {
        poison("the journal is closed", null);
    }
}
