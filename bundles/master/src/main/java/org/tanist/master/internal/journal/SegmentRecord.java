package org.tanist.master.internal.journal;

import java.util.List;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.journal.Entry;
import org.tanist.master.internal.journal.History.SnapshotFile;

/** One record of a segment. */
sealed interface SegmentRecord {

    /** What every record carries. */
    Head head();

    /**
     * What every record carries.
     *
     * @param term the segment's term
     * @param sequence of a batch, the index of its first entry; of any other record, the index of the last entry before it
     * @param committed everything up to this index passed the check of the fence when the record was written
     * @param synced this many bytes of the segment were synced when the record was written: what is damaged before was not merely torn
     */
    record Head(Term term, long sequence, long committed, long synced) {}

    /** The first record: what the term builds on. */
    record Opening(Head head, History history) implements SegmentRecord {}

    /** Entries that stand or fall together. */
    record Batch(Head head, List<Entry> entries) implements SegmentRecord {
        long first() {
            return head.sequence();
        }

        long last() {
            return head.sequence() + entries.size() - 1;
        }

        Position position(int number) {
            return new Position(head.term(), first() + number);
        }
    }

    /** Says that more is committed, when no batch says so. */
    record Commit(Head head) implements SegmentRecord {}

    /** Says that a snapshot of committed state is durable. */
    record Checkpoint(Head head, SnapshotFile snapshot) implements SegmentRecord {}
}
