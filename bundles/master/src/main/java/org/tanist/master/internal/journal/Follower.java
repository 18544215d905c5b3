package org.tanist.master.internal.journal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.journal.Entry;
import org.tanist.journal.EntryConsumer;
import org.tanist.master.internal.journal.History.SnapshotFile;
import org.tanist.master.internal.journal.HistoryReader.Strand;
import org.tanist.master.internal.journal.SegmentRecord.Batch;
import org.tanist.storage.Storage;

/**
 * Delivers committed entries to the consumer of this master, all the time and whoever is active: the newest opened term, what it
 * builds on, then its segment up to what that says is committed. While this master itself writes, its writer hands over what it
 * committed, and nothing is read.
 *
 * <p>All of it happens on one lane; the accessors may be called by any thread.
 */
final class Follower {
    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final Duration PAUSE = Duration.ofMillis(25);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** Without the exact time: that would be another reason at each look. */
    static final String SILENCE = "the journal's storage has not answered for more than " + PATIENCE.toSeconds() + " s";

    private static final long MOST_HANDED_OVER = 32 << 20;

    private final Storage storage;
    private final Layout layout;
    private final Environment environment;
    private final Lane lane;
    private final SegmentReader segments;
    private final HistoryReader histories;
    private final SnapshotStore snapshots;
    private final AtomicLong handedOver = new AtomicLong();

    private volatile @Nullable EntryConsumer consumer;
    private volatile @Nullable SegmentWriter writer;
    private volatile Position delivered = Position.START;
    private volatile Position committed = Position.START;
    private volatile Position checkpoint = Position.START;
    private volatile Cursor cursor = Cursor.start(Term.NONE);
    private volatile long workedNanos;
    private volatile @Nullable String trouble;

    // Only of the lane.
    private boolean lost;
    private Duration pause = PAUSE;

    Follower(Storage storage, Layout layout, Environment environment, Lane lane) {
        this.storage = storage;
        this.layout = layout;
        this.environment = environment;
        this.lane = lane;
        this.segments = new SegmentReader(storage, layout);
        this.histories = new HistoryReader(storage, layout);
        this.snapshots = new SnapshotStore(storage, layout);
        this.workedNanos = environment.ticker().nanos();
    }

    synchronized void attach(EntryConsumer target) {
        if (consumer != null) {
            throw new IllegalStateException("a consumer is attached already");
        }
        consumer = target;
        workedNanos = environment.ticker().nanos();
        lane.run(this::turn);
    }

    Position delivered() {
        return delivered;
    }

    /** The last position that this master knows to be committed. */
    Position committed() {
        return committed.compareTo(delivered) > 0 ? committed : delivered;
    }

    /** The newest checkpoint that was seen. */
    Position checkpoint() {
        return checkpoint;
    }

    void checkpointed(SnapshotFile snapshot) {
        if (snapshot.position().compareTo(checkpoint) > 0) {
            checkpoint = snapshot.position();
        }
    }

    Cursor cursor() {
        return cursor;
    }

    /** What keeps this master from following, once it has lasted for a while. */
    Optional<String> illness() {
        double idle = environment.ticker().millisSince(workedNanos);
        if (consumer == null || idle <= PATIENCE.toMillis()) {
            return Optional.empty();
        }
        String why = trouble;
        return Optional.of(why == null ? SILENCE : "the journal cannot be followed: " + why);
    }

    /** From now on this writer of the same master hands over what it commits. */
    void feed(SegmentWriter own) {
        writer = own;
        lane.run(this::look);
    }

    /** Takes a committed batch of the own writer. When too much waits it is dropped here, and read from the segment instead. */
    void offer(Batch batch) {
        long bytes = batch.entries().stream().mapToLong(Entry::size).sum();
        if (handedOver.addAndGet(bytes) > MOST_HANDED_OVER) {
            handedOver.addAndGet(-bytes);
            return;
        }
        lane.run(() -> {
            handedOver.addAndGet(-bytes);
            if (batch.first() == delivered.index() + 1) {
                deliver(batch);
            }
        });
    }

    private void deliver(Batch batch) {
        for (int i = 0; i < batch.entries().size(); i++) {
            deliver(batch.position(i), batch.entries().get(i));
        }
    }

    private void deliver(Position position, Entry entry) {
        EntryConsumer target = consumer;
        if (target != null) {
            target.apply(position, entry);
            delivered = position;
            workedNanos = environment.ticker().nanos();
        }
    }

    private void turn() {
        look();
        lane.after(pause, this::turn);
    }

    private void look() {
        SegmentWriter own = writer;
        if (consumer == null) {
            workedNanos = environment.ticker().nanos();
            return;
        }
        if (own != null && own.live() && delivered.index() >= own.committed().index()) {
            // Nothing is read here then: whether the storage answers is known from the writer alone.
            workedNanos = own.answeredNanos();
            trouble = null;
            return;
        }
        try {
            follow();
            workedNanos = environment.ticker().nanos();
            trouble = null;
            pause = PAUSE;
        } catch (FileNotFoundException | MissingHistoryException e) {
            // A name that cannot be seen yet, or a part that a checkpoint superseded: the next look begins from the
            // newest checkpoint.
            lost = true;
            trouble("waits for a part of the history: " + e.getMessage(), e);
        } catch (IOException e) {
            trouble(String.valueOf(e.getMessage()), e);
        }
    }

    private void trouble(String what, IOException e) {
        if (!what.equals(trouble)) {
            LOG.warn("the journal cannot be followed now, it is tried again: {}", what);
            LOG.debug("cause", e);
        }
        trouble = what;
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }

    private void follow() throws IOException {
        Term newest = new Term(storage.glance(layout.opened()));
        if (newest.equals(Term.NONE)) {
            if (delivered.index() > 0) {
                throw new IOException("no term was ever opened there, though this master has applied entries up to "
                        + delivered + ": is the storage's root the right one, and a mount?");
            }
            return;
        }
        try {
            readOn(newest);
            lost = false;
        } catch (FileNotFoundException | MissingHistoryException e) {
            throw e;
        } catch (IOException e) {
            retireIfOver(newest, e);
            throw e;
        }
    }

    private void readOn(Term newest) throws IOException {
        Cursor at = cursor;
        if (!at.term().equals(newest)) {
            at = enter(newest);
        }
        Strand strand = new Strand(delivered, this::deliver);
        Cursor read = segments.read(at, strand::take).cursor();
        publish(read);
    }

    /**
     * What cannot be read may be held by a writer that is dead. Once the fence was raised over its term it is nobody's any more, and
     * each master frees it: the one that raised the fence may be gone, and none that cannot read is elected.
     */
    private void retireIfOver(Term newest, IOException why) {
        try {
            if (new Term(storage.glance(layout.fence())).isNewerThan(newest)) {
                storage.retire(layout.segment(newest));
            }
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    /** Catches up with everything that a newly opened term builds on. */
    private Cursor enter(Term newest) throws IOException {
        Cursor entered = segments.opening(newest);
        History history = entered.opening().orElse(History.EMPTY);
        boolean beginning = delivered.index() == 0;
        if (beginning || lost || delivered.index() < history.base().index()) {
            // The newest checkpoint may be in the segment itself.
            Cursor whole = segments.read(entered, batch -> {}).cursor();
            restore(whole.checkpoint().or(history::snapshot), history);
        }
        if (delivered.index() < history.end().index()) {
            histories.read(history, cursor, new Strand(delivered, this::deliver));
        }
        history.snapshot().ifPresent(this::checkpointed);
        return entered;
    }

    /** Takes the state of a snapshot if that is newer; without one there must be a way from where this master stands. */
    private void restore(Optional<SnapshotFile> snapshot, History history) throws IOException {
        EntryConsumer target = consumer;
        if (snapshot.isEmpty() || target == null || snapshot.get().position().index() <= delivered.index()) {
            if (delivered.index() < history.base().index()) {
                throw new MissingHistoryException("no snapshot reaches from " + delivered + " to " + history.base());
            }
            return;
        }
        Position position = snapshot.get().position();
        snapshots.verify(snapshot.get());
        workedNanos = environment.ticker().nanos();
        try (InputStream in = snapshots.open(snapshot.get())) {
            target.restore(position, in);
            // Before the closing, which may fail: then the consumer has that state all the same.
            delivered = position;
        }
        checkpointed(snapshot.get());
        LOG.info("the state was restored from '{}'", snapshot.get().path());
    }

    private void publish(Cursor read) {
        cursor = read;
        read.checkpoint().ifPresent(this::checkpointed);
        if (read.last() > committed.index()) {
            committed = new Position(read.term(), read.last());
        }
    }
}
