package org.tanist.master.internal.journal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.journal.StaleTermException;
import org.tanist.master.internal.journal.History.Sealed;
import org.tanist.master.internal.journal.HistoryReader.Strand;
import org.tanist.master.internal.journal.SegmentReader.Reading;
import org.tanist.master.internal.journal.SegmentRecord.Head;
import org.tanist.master.internal.journal.SegmentRecord.Opening;
import org.tanist.storage.Appender;
import org.tanist.storage.Storage;

/** Opens the journal in a term: the eight steps of the package page, each of which has its number here. */
final class Opener {
    /** More than what is left of a disk that is as good as full. */
    private static final int TRIAL_BYTES = 1 << 16;

    private final Storage storage;
    private final Layout layout;
    private final SegmentReader segments;
    private final Traces traces;
    private final long expected;
    private final HistoryReader histories;
    private final SnapshotStore snapshots;

    /** @param expected the journal must reach this index */
    Opener(Storage storage, Layout layout, long expected) {
        this.storage = storage;
        this.layout = layout;
        this.segments = new SegmentReader(storage, layout);
        this.expected = expected;
        this.traces = new Traces(storage, layout, segments);
        this.histories = new HistoryReader(storage, layout);
        this.snapshots = new SnapshotStore(storage, layout);
    }

    /**
     * An open segment.
     *
     * @param history what it builds on
     * @param appender positioned after the opening record, which is durable
     */
    record Opened(History history, Appender appender) {}

    /**
     * Opens.
     *
     * @param held what this master has applied; it is not read again, and the history must reach it
     * @param known how far this master's follower has read the newest segment
     * @throws StaleTermException if a newer term is known; nothing was written but the fence
     * @throws IOException if a step failed; the term is used up
     */
    Opened open(Term term, Position held, Cursor known) throws IOException {
        storage.raise(layout.fence(), term.value()); // 1
        refuseIfStale(term); // 2
        Term predecessor = new Term(storage.read(layout.opened()));
        if (predecessor.isNewerThan(term)) {
            throw new StaleTermException(term, predecessor);
        }
        if (predecessor.equals(term)) {
            throw new IOException("term " + term + " was opened before; each one is opened once");
        }
        traces.refuseIfLost(predecessor, term);
        History history =
                predecessor.equals(Term.NONE) ? History.EMPTY : sealed(new Successor(predecessor, term), held, known);
        verify(history, held, known); // 5
        Appender appender = storage.create(layout.segment(term)); // 6
        try {
            writeOpening(term, history, appender);
            storage.raise(layout.opened(), term.value()); // 7
            refuseIfStale(term); // 8
            if (!predecessor.equals(Term.NONE)) {
                storage.retire(layout.segment(predecessor));
            }
            return new Opened(history, appender);
        } catch (IOException | RuntimeException e) {
            try {
                appender.close();
            } catch (IOException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
    }

    private void refuseIfStale(Term term) throws IOException {
        Term fence = new Term(storage.read(layout.fence()));
        if (fence.isNewerThan(term)) {
            throw new StaleTermException(term, fence);
        }
        if (term.isNewerThan(fence)) {
            throw new IOException("register '" + layout.fence() + "' says " + fence + " after it was raised to " + term
                    + ": is the storage's root the right one, and a mount?");
        }
    }

    /** The term to be opened, and the one before it. */
    private record Successor(Term predecessor, Term term) {}

    /** Ends the predecessor, and returns what this term builds on. */
    private History sealed(Successor terms, Position held, Cursor known) throws IOException {
        Term predecessor = terms.predecessor();
        Reading reading = segments.readOver(start(predecessor, known), batch -> {}); // 3
        Cursor cursor = reading.cursor();
        History built = opening(cursor);
        Seal own = new Seal(predecessor, terms.term(), cursor.last(), reading.tail());
        Optional<Seal> instead = instead(own, built, held);
        // 4: whoever comes first decides; the own reading counts for nothing from here on.
        Seal seal = instead.isPresent() ? instead.get() : agreed(own);
        refuseIfPruned(predecessor);
        Position start = built.end();
        Position end = seal.end() > start.index() ? new Position(predecessor, seal.end()) : start;
        return cursor.history().then(new Sealed(predecessor, start, seal.committed(), seal.token()), end);
    }

    private Seal agreed(Seal own) throws IOException {
        return storage.createExclusive(layout.seal(own.term()), own.encode())
                ? own
                : Seal.read(storage, layout, own.term());
    }

    /**
     * The seal that there is already, if the own reading lacks what this master has applied: what the server of a storage has lost since
     * is in it. If there is none the segment was cut, and must not get one: a seal is for ever, and what was cut may be put back.
     */
    private Optional<Seal> instead(Seal own, History built, Position held) throws IOException {
        Position end = new Position(own.term(), Math.max(own.end(), built.end().index()));
        if (Math.max(held.index(), expected) <= end.index()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Seal.read(storage, layout, own.term()));
        } catch (FileNotFoundException e) {
            refuseIfShort(end, held);
            throw e;
        }
    }

    private static Cursor start(Term term, Cursor known) {
        return known.term().equals(term) ? known : Cursor.start(term);
    }

    private History opening(Cursor cursor) throws DamagedException {
        return cursor.opening()
                .orElseThrow(() -> new DamagedException(layout.segment(cursor.term()), "it has no opening record"));
    }

    /** A segment is deleted before its seal, so a seal that was made after that is of no value. */
    private void refuseIfPruned(Term predecessor) throws IOException {
        storage.openFresh(layout.segment(predecessor), 0).close();
    }

    /** What this master has applied, also before it was started, was committed: it must be there. */
    private void refuseIfShort(Position end, Position held) throws IOException {
        if (held.index() > end.index()) {
            throw new IOException("the journal ends at " + end + ", but this master has applied " + held
                    + ": is the storage's root the right one, and a mount?");
        }
        if (expected > end.index()) {
            throw new IOException(
                    "the journal ends at " + end + ", but this master had applied entries up to " + expected
                            + " before it was started: was a file cut, or an old backup put back? Put back what was there");
        }
    }

    /** Reads all of the history that this master does not hold yet: what cannot be read must not be built on. */
    private void verify(History history, Position held, Cursor known) throws IOException {
        refuseIfShort(history.end(), held);
        read(history, held, known);
    }

    private void read(History history, Position held, Cursor known) throws IOException {
        Position from = held;
        if (history.base().index() > held.index()) {
            snapshots.verify(history.snapshot().orElseThrow());
            from = history.base();
        }
        Strand strand = new Strand(from, (position, entry) -> {});
        histories.read(history, known, strand);
    }

    /**
     * What an opening changes, tried without a term. Of the journal's own files none is changed.
     *
     * @throws IOException if the storage takes no changes, now
     */
    void tryChanges() throws IOException {
        storage.createExclusive(layout.trial(), new byte[TRIAL_BYTES]);
        storage.delete(layout.trial());
        storage.raise(layout.fence(), 0);
    }

    /**
     * What an opening needs: also that all can be read which would be built on.
     *
     * @throws IOException if an opening would fail, now
     */
    void rehearse(Position held, Cursor known) throws IOException {
        tryChanges();
        Term newest = new Term(storage.read(layout.opened()));
        traces.refuseIfLost(newest, Term.NONE);
        if (newest.equals(Term.NONE)) {
            refuseIfShort(Position.START, held);
            return;
        }
        Reading reading = new Term(storage.read(layout.fence())).isNewerThan(newest)
                ? segments.readOver(start(newest, known), batch -> {})
                : segments.read(start(newest, known), batch -> {});
        History built = opening(reading.cursor());
        Seal own = new Seal(newest, newest.next(), reading.cursor().last(), reading.tail());
        Optional<Seal> instead = instead(own, built, held);
        if (instead.isPresent()) {
            refuseIfShort(new Position(newest, instead.get().end()), held);
        }
        read(reading.cursor().history(), held, known);
        readIfThere(newest);
    }

    private void readIfThere(Term sealed) throws IOException {
        try {
            Seal.read(storage, layout, sealed);
        } catch (FileNotFoundException e) {
            // The next opening makes it.
            return;
        }
    }

    private void writeOpening(Term term, History history, Appender appender) throws IOException {
        long end = history.end().index();
        byte[] frame = Frames.encode(new Opening(new Head(term, end, end, 0), history));
        appender.append(frame, 0, frame.length);
        appender.sync();
    }

    /**
     * What became of the entries of a term that is over.
     *
     * @return the last index of the term that counts; everything after surely never will. Empty if that cannot be told
     */
    OptionalLong endOf(Term term) throws IOException {
        Term newest = new Term(storage.read(layout.opened()));
        if (!newest.isNewerThan(term)) {
            return OptionalLong.empty();
        }
        try {
            History history = segments.opening(newest).opening().orElse(History.EMPTY);
            for (int i = 0; i < history.sealed().size(); i++) {
                if (history.sealed().get(i).term().equals(term)) {
                    return OptionalLong.of(history.endOf(i).index());
                }
            }
            return OptionalLong.empty();
        } catch (FileNotFoundException e) {
            return OptionalLong.empty();
        }
    }
}
