package org.tanist.election.raft.internal.machine;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Optional;
import org.tanist.election.raft.internal.record.Ledger;

/**
 * Which ledger belonged to which Raft index lately, so that a checkpoint at a journal position finds a place in the Raft log.
 *
 * <p>One mark in {@value #SPACING} log entries is kept, {@value #LIMIT} in all: a checkpoint may be older than its request by
 * that much. Thread-safe.
 */
final class Marks {
    private static final int SPACING = 64;
    private static final int LIMIT = 4096;

    /** The ledger right after a Raft entry. */
    record Mark(long raftTerm, long raftIndex, Ledger ledger) {}

    private final ArrayDeque<Mark> marks = new ArrayDeque<>();

    /** Remembers a mark if it is far enough from the one before. */
    synchronized void offer(long raftTerm, long raftIndex, Ledger ledger) {
        Mark last = marks.peekLast();
        if (last == null || raftIndex - last.raftIndex() >= SPACING) {
            marks.addLast(new Mark(raftTerm, raftIndex, ledger));
            if (marks.size() > LIMIT) {
                marks.removeFirst();
            }
        }
    }

    /** Starts anew from a checkpoint. */
    synchronized void reset(long raftTerm, long raftIndex, Ledger ledger) {
        marks.clear();
        marks.addLast(new Mark(raftTerm, raftIndex, ledger));
    }

    /** The newest mark whose ledger does not reach beyond the journal index. */
    synchronized Optional<Mark> before(long journalIndex) {
        Iterator<Mark> newestFirst = marks.descendingIterator();
        while (newestFirst.hasNext()) {
            Mark mark = newestFirst.next();
            if (mark.ledger().position().index() <= journalIndex) {
                return Optional.of(mark);
            }
        }
        return Optional.empty();
    }
}
