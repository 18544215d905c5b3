package org.tanist.testkit;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.journal.Entry;
import org.tanist.journal.EntryConsumer;
import org.tanist.journal.Snapshot;

/**
 * Follows a journal and remembers what it was given. It keeps the first breach of the journal's promise (a gap, a repetition, a
 * term that goes back, two callers at once) for {@link #fault}. Thread-safe.
 */
public final class Replica implements EntryConsumer {
    private final List<Applied> applied = new ArrayList<>();
    private boolean busy;
    private int restores;
    private String fault = "";

    /** One delivered entry. */
    public record Applied(Position position, String id) {}

    @Override
    public void apply(Position position, Entry entry) {
        enter();
        synchronized (this) {
            Position last = position();
            if (position.index() != last.index() + 1) {
                blame("entry " + position + " came after " + last);
            }
            if (last.term().isNewerThan(position.term())) {
                blame("the term went back from " + last + " to " + position);
            }
            applied.add(new Applied(position, entry.id()));
            busy = false;
        }
    }

    @Override
    public void restore(Position position, InputStream snapshot) throws IOException {
        enter();
        DataInputStream in = new DataInputStream(snapshot);
        List<Applied> restored = new ArrayList<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            restored.add(new Applied(new Position(new Term(in.readLong()), in.readLong()), in.readUTF()));
        }
        synchronized (this) {
            applied.clear();
            applied.addAll(restored);
            restores++;
            if (!position().equals(position)) {
                blame("the snapshot of " + position() + " was given as that of " + position);
            }
            busy = false;
        }
    }

    private synchronized void enter() {
        if (busy) {
            blame("two threads delivered at once");
        }
        busy = true;
    }

    private void blame(String what) {
        if (fault.isEmpty()) {
            fault = what;
        }
    }

    /** The last delivered position. */
    public synchronized Position position() {
        return applied.isEmpty()
                ? Position.START
                : applied.get(applied.size() - 1).position();
    }

    /** All delivered entries, those of a restored snapshot included. */
    public synchronized List<Applied> applied() {
        return List.copyOf(applied);
    }

    /** The ids of all delivered entries, in order. */
    public synchronized List<String> ids() {
        return applied.stream().map(Applied::id).toList();
    }

    /** How often a snapshot was restored. */
    public synchronized int restores() {
        return restores;
    }

    /** The first breach of the journal's promise; empty if there was none. */
    public synchronized String fault() {
        return fault;
    }

    /** The state as it is now, in the form that {@link #restore} takes. */
    public synchronized Snapshot snapshot() {
        List<Applied> frozen = List.copyOf(applied);
        return new Snapshot(position(), out -> {
            DataOutputStream data = new DataOutputStream(out);
            data.writeInt(frozen.size());
            for (Applied one : frozen) {
                data.writeLong(one.position().term().value());
                data.writeLong(one.position().index());
                data.writeUTF(one.id());
            }
            data.flush();
        });
    }
}
