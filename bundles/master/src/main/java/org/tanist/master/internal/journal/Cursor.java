package org.tanist.master.internal.journal;

import java.util.List;
import java.util.Optional;
import org.tanist.cluster.Term;
import org.tanist.master.internal.journal.History.SnapshotFile;

/**
 * How far a segment was read: everything before is committed, and so can never change.
 *
 * @param term whose segment it is
 * @param offset where to read on, in bytes
 * @param last the index of the last entry before the offset
 * @param opening what the term builds on; empty before the opening record
 * @param checkpoint the newest checkpoint seen in the segment
 */
record Cursor(Term term, long offset, long last, Optional<History> opening, Optional<SnapshotFile> checkpoint) {

    /** Before the first byte. */
    static Cursor start(Term term) {
        return new Cursor(term, 0, 0, Optional.empty(), Optional.empty());
    }

    /** The same, read up to here. */
    Cursor readTo(long newOffset, long newLast) {
        return new Cursor(term, newOffset, newLast, opening, checkpoint);
    }

    /** What somebody who begins now begins with: the newest checkpoint, else what the term builds on. */
    History history() {
        History built = opening.orElse(History.EMPTY);
        return checkpoint
                .map(newest -> new History(Optional.of(newest), List.of(), built.end()))
                .orElse(built);
    }
}
