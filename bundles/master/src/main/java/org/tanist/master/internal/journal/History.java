package org.tanist.master.internal.journal;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;

/**
 * What a term builds on: written into the opening record of its segment.
 *
 * @param snapshot where to begin; empty for the beginning of the journal
 * @param sealed the terms since then, oldest first
 * @param end the last entry of all that
 */
record History(Optional<SnapshotFile> snapshot, List<Sealed> sealed, Position end) {
    static final History EMPTY = new History(Optional.empty(), List.of(), Position.START);
    private static final int MOST_TERMS = 1_000_000;

    History {
        sealed = List.copyOf(sealed);
    }

    /**
     * A snapshot on the storage.
     *
     * @param path its file
     * @param position the last entry that it contains
     */
    record SnapshotFile(String path, Position position) {
        void write(DataOutput out) throws IOException {
            out.writeUTF(path);
            writePosition(out, position);
        }

        static SnapshotFile read(DataInput in) throws IOException {
            return new SnapshotFile(in.readUTF(), readPosition(in));
        }
    }

    /**
     * A term that is over.
     *
     * @param term whose segment it is
     * @param start the last entry before it
     * @param committed up to which index the segment counts; what follows is in the seal
     * @param token which seal it is: the term that made it
     */
    record Sealed(Term term, Position start, long committed, Term token) {}

    /** Where the snapshot ends. */
    Position base() {
        return snapshot.map(SnapshotFile::position).orElse(Position.START);
    }

    /** This history and one more term. */
    History then(Sealed next, Position newEnd) {
        List<Sealed> longer = new ArrayList<>(sealed);
        longer.add(next);
        return new History(snapshot, longer, newEnd);
    }

    /** The last entry of the n-th sealed term. */
    Position endOf(int number) {
        return number + 1 < sealed.size() ? sealed.get(number + 1).start() : end;
    }

    void write(DataOutput out) throws IOException {
        out.writeBoolean(snapshot.isPresent());
        if (snapshot.isPresent()) {
            snapshot.get().write(out);
        }
        out.writeInt(sealed.size());
        for (Sealed one : sealed) {
            out.writeLong(one.term().value());
            writePosition(out, one.start());
            out.writeLong(one.committed());
            out.writeLong(one.token().value());
        }
        writePosition(out, end);
    }

    static History read(DataInput in) throws IOException {
        Optional<SnapshotFile> snapshot = in.readBoolean() ? Optional.of(SnapshotFile.read(in)) : Optional.empty();
        int count = in.readInt();
        if (count < 0 || count > MOST_TERMS) {
            throw new IOException("an opening record claims " + count + " sealed terms");
        }
        List<Sealed> sealed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Term term = new Term(in.readLong());
            sealed.add(new Sealed(term, readPosition(in), in.readLong(), new Term(in.readLong())));
        }
        return new History(snapshot, sealed, readPosition(in));
    }

    private static void writePosition(DataOutput out, Position position) throws IOException {
        out.writeLong(position.term().value());
        out.writeLong(position.index());
    }

    private static Position readPosition(DataInput in) throws IOException {
        return new Position(new Term(in.readLong()), in.readLong());
    }
}
