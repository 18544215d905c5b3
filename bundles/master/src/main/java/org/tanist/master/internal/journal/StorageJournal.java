package org.tanist.master.internal.journal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.journal.EntryConsumer;
import org.tanist.journal.Journal;
import org.tanist.journal.JournalInfo;
import org.tanist.journal.JournalWriter;
import org.tanist.journal.Snapshot;
import org.tanist.journal.StaleTermException;
import org.tanist.master.internal.journal.History.SnapshotFile;
import org.tanist.master.internal.journal.SegmentRecord.Batch;
import org.tanist.storage.Storage;

/**
 * The journal on a storage that all masters share; see the package page. Thread-safe.
 *
 * <p>A checkpoint is the active's business: on a standby {@link #checkpoint} does nothing, because the state of all masters is
 * restored from the active's.
 */
public final class StorageJournal implements Journal {
    /** Its name among the providers. */
    public static final String PROVIDER = "storage";

    private static final Duration CHECKPOINT_LIMIT = Duration.ofMinutes(1);

    private final Storage storage;
    private final Layout layout;
    private final Environment environment;
    private final Lane writing;
    private final Lane checking;
    private final Lane following;
    private final Lane trying;
    private final Follower follower;
    private final Readiness readiness;
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicLong fencedWrites = new AtomicLong();
    private volatile @Nullable SegmentWriter writer;
    /** Of the segment before the writer's, until a checkpoint frees it; those before that were freed, or are short. */
    private volatile long olderBytes;

    private volatile long expected;
    private volatile boolean closed;

    /** A journal in one directory of a storage, which stays the caller's to close. Nothing is read before it is used. */
    public StorageJournal(Storage storage, String directory, Environment environment) {
        this.storage = storage;
        this.layout = new Layout(directory);
        this.environment = environment;
        this.writing = new Lane(environment.threads().scheduler("journal-write"));
        this.checking = new Lane(environment.threads().scheduler("journal-check"));
        this.following = new Lane(environment.threads().scheduler("journal-follow"));
        this.follower = new Follower(storage, layout, environment, following);
        this.trying = new Lane(environment.threads().scheduler("journal-try"));
        this.readiness = new Readiness(trying, () -> opener().rehearse(follower.delivered(), follower.cursor()));
    }

    /** The journal is known to reach this index: one that ends before has lost something, and is not opened. */
    public void expect(long index) {
        expected = index;
    }

    /** The highest term that the storage knows of: an election must grant higher ones. */
    public Term newestTerm() throws IOException {
        return new Term(Math.max(storage.read(layout.fence()), storage.read(layout.opened())));
    }

    @Override
    public Optional<String> illness() {
        SegmentWriter mine = writer;
        Optional<String> ofWriter = mine == null ? Optional.empty() : mine.illness();
        // Who writes need not be told whether it could.
        return ofWriter.or(follower::illness).or(() -> serves() ? Optional.empty() : readiness.illness());
    }

    @Override
    public JournalWriter open(Term term) throws IOException {
        if (closed) {
            throw new IOException("the journal is closed");
        }
        SegmentWriter before = writer;
        long older = Math.max(follower.cursor().offset(), before == null ? 0 : before.bytes());
        Opener.Opened opened = opened(term);
        SegmentWriter.Lanes lanes = new SegmentWriter.Lanes(writing, checking, new Told());
        SegmentWriter mine =
                new SegmentWriter(new SegmentWriter.Parts(storage, layout, environment, lanes), term, opened);
        olderBytes = older;
        writer = mine;
        follower.feed(mine);
        return mine;
    }

    private Opener opener() {
        return new Opener(storage, layout, expected);
    }

    private Opener.Opened opened(Term term) throws IOException {
        try {
            Opener.Opened opened = opener().open(term, follower.delivered(), follower.cursor());
            readiness.opened();
            return opened;
        } catch (StaleTermException e) {
            throw e;
        } catch (IOException e) {
            readiness.failed(e);
            throw e;
        }
    }

    /** Passes on what a writer says. */
    private final class Told implements SegmentWriter.Observer {
        @Override
        public void committed(Batch batch) {
            follower.offer(batch);
        }

        @Override
        public void checkpointed(SnapshotFile snapshot) {
            follower.checkpointed(snapshot);
            olderBytes = 0;
        }

        @Override
        public void fenced(int writes) {
            fencedWrites.addAndGet(writes);
        }
    }

    @Override
    public void follow(EntryConsumer consumer) {
        follower.attach(consumer);
        readiness.watch(this::serves, () -> opener().tryChanges());
    }

    @Override
    public void checkpoint(Snapshot snapshot) throws IOException {
        Position position = snapshot.position();
        SegmentWriter mine = writer;
        if (mine == null || !mine.live() || position.compareTo(follower.checkpoint()) <= 0) {
            return;
        }
        // Not what was delivered: the consumer may ask for one while it applies the entry.
        if (position.compareTo(mine.committed()) > 0) {
            throw new IllegalArgumentException("checkpoint " + position + " is ahead of " + mine.committed());
        }
        if (position.compareTo(mine.start()) < 0) {
            // What lies between would be deleted with the older segments.
            return;
        }
        SnapshotStore snapshots = new SnapshotStore(storage, layout);
        SnapshotFile written = snapshots.write(snapshot, mine.term(), attempts.incrementAndGet());
        await(mine.checkpoint(written));
        snapshots.prune(written, mine.term());
    }

    private boolean serves() {
        SegmentWriter mine = writer;
        return mine != null && mine.live();
    }

    private void await(CompletableFuture<Position> committed) throws IOException {
        try {
            environment.patience().await(committed, CHECKPOINT_LIMIT);
        } catch (ExecutionException e) {
            throw new IOException("the checkpoint was not committed: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IOException("the checkpoint was not committed within " + CHECKPOINT_LIMIT.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a checkpoint was written");
        }
    }

    @Override
    public JournalInfo info() {
        SegmentWriter mine = writer;
        Position known = follower.committed();
        Position committed = mine != null && mine.committed().compareTo(known) > 0 ? mine.committed() : known;
        return new JournalInfo(
                PROVIDER,
                follower.delivered(),
                committed,
                follower.checkpoint(),
                mine != null && mine.live()
                        ? olderBytes + mine.bytes()
                        : follower.cursor().offset(),
                fencedWrites.get());
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        SegmentWriter mine = writer;
        if (mine != null) {
            mine.abandon();
        }
        following.end();
        trying.end();
        checking.end();
        writing.end();
    }
}
