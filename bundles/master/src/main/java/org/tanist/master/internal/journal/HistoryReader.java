package org.tanist.master.internal.journal;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.tanist.cluster.Position;
import org.tanist.journal.Entry;
import org.tanist.master.internal.journal.History.Sealed;
import org.tanist.master.internal.journal.SegmentReader.Reading;
import org.tanist.master.internal.journal.SegmentRecord.Batch;
import org.tanist.storage.Storage;

/** Reads what a term builds on: of each sealed term the committed part of its segment, then the tail of the agreed seal. */
final class HistoryReader {
    private final Storage storage;
    private final Layout layout;
    private final SegmentReader segments;

    HistoryReader(Storage storage, Layout layout) {
        this.storage = storage;
        this.layout = layout;
        this.segments = new SegmentReader(storage, layout);
    }

    /** Gets entries, in order. */
    @FunctionalInterface
    interface Target {
        void take(Position position, Entry entry);
    }

    /** Passes on the entries after a position, and refuses a gap. */
    static final class Strand {
        private final Target target;
        private Position held;

        Strand(Position held, Target target) {
            this.held = held;
            this.target = target;
        }

        Position held() {
            return held;
        }

        /** Takes of a batch what is not held yet. */
        void take(Batch batch) throws MissingHistoryException {
            if (batch.last() > held.index() && batch.first() > held.index() + 1) {
                throw new MissingHistoryException("entry " + (held.index() + 1) + " is missing: term "
                        + batch.head().term() + " goes on with entry " + batch.first());
            }
            for (int i = 0; i < batch.entries().size(); i++) {
                Position position = batch.position(i);
                if (position.index() > held.index()) {
                    target.take(position, batch.entries().get(i));
                    held = position;
                }
            }
        }
    }

    /**
     * Reads everything of the history after what the strand holds, which is at least the history's snapshot.
     *
     * @param known how far some segment was read before; saves reading it again
     * @throws MissingHistoryException if a part is not there or is another one than was agreed on
     */
    void read(History history, Cursor known, Strand strand) throws IOException {
        for (int i = 0; i < history.sealed().size(); i++) {
            if (strand.held().index() >= history.endOf(i).index()) {
                continue;
            }
            Sealed part = history.sealed().get(i);
            try {
                readCommitted(part, known, strand);
                readTail(part, strand);
            } catch (FileNotFoundException e) {
                throw new MissingHistoryException("term " + part.term() + " cannot be read: no file " + e.getMessage());
            }
            if (strand.held().index() != history.endOf(i).index()) {
                throw new MissingHistoryException("term " + part.term() + " ends at " + strand.held() + " though "
                        + history.endOf(i) + " was agreed on");
            }
        }
        if (strand.held().index() < history.end().index()) {
            throw new MissingHistoryException("nothing leads from " + strand.held() + " to " + history.end());
        }
    }

    private void readCommitted(Sealed part, Cursor known, Strand strand) throws IOException {
        if (strand.held().index() >= part.committed()) {
            return;
        }
        boolean usable = known.term().equals(part.term())
                && known.last() <= strand.held().index();
        Cursor from = usable ? known : Cursor.start(part.term());
        SegmentReader.Sink upToTheSeal = batch -> {
            if (batch.last() <= part.committed()) {
                strand.take(batch);
            }
        };
        Reading reading = segments.readOver(from, upToTheSeal);
        for (Batch batch : reading.tail()) {
            upToTheSeal.committed(batch);
        }
        if (strand.held().index() < part.committed()) {
            throw new MissingHistoryException("'" + layout.segment(part.term()) + "' ends at " + strand.held()
                    + " though it was committed up to " + part.committed());
        }
    }

    private void readTail(Sealed part, Strand strand) throws IOException {
        Seal seal = Seal.read(storage, layout, part.term());
        if (!seal.token().equals(part.token())) {
            throw new MissingHistoryException("the seal of term " + part.term() + " is that of term " + seal.token()
                    + ", not the agreed one of term " + part.token());
        }
        for (Batch batch : seal.tail()) {
            strand.take(batch);
        }
    }
}
