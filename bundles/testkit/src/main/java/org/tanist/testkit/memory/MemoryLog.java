package org.tanist.testkit.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.journal.Entry;

/** The committed entries of a {@link MemoryCluster}, and the fence. Guarded by the cluster. */
final class MemoryLog {
    private Term fence = Term.NONE;
    private boolean fenced = true;
    private Position checkpoint = Position.START;
    private byte[] snapshot = new byte[0];
    private final List<Committed> entries = new ArrayList<>();
    private Position end = Position.START;

    /** One committed entry. */
    record Committed(Position position, Entry entry) {}

    Term fence() {
        return fence;
    }

    void fence(Term term) {
        fence = term;
    }

    void dropFence() {
        fenced = false;
    }

    /** Whether a newer term has been opened. */
    boolean isOver(Term term) {
        return fenced && fence.isNewerThan(term);
    }

    Position end() {
        return end;
    }

    Position checkpoint() {
        return checkpoint;
    }

    byte[] snapshot() {
        return snapshot;
    }

    long bytes() {
        return snapshot.length
                + entries.stream().mapToLong(one -> one.entry().size()).sum();
    }

    Position commit(Term term, List<Entry> batch) {
        for (Entry entry : batch) {
            end = end.next(term);
            entries.add(new Committed(end, entry));
        }
        return end;
    }

    /** The entry after this index; empty at the end, or if it is part of the checkpoint. */
    Optional<Committed> after(long index) {
        long offset = index - checkpoint.index();
        return offset < 0 || offset >= entries.size() ? Optional.empty() : Optional.of(entries.get((int) offset));
    }

    /** Keeps a checkpoint and drops the entries that it contains, unless a newer one is there. */
    void keep(Position position, byte[] bytes) {
        if (position.index() > checkpoint.index()) {
            entries.subList(0, (int) (position.index() - checkpoint.index())).clear();
            checkpoint = position;
            snapshot = bytes;
        }
    }
}
