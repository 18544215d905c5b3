package org.tanist.election.raft.internal.record;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tanist.journal.Entry;

/**
 * Journal entries that one active commits together.
 *
 * @param term the activation they belong to; another term at the time of applying makes them void
 * @param number 1, 2, 3 … within the term: what makes a repeated or overtaken submission void
 * @param entries in order
 */
public record Batch(long term, long number, List<Entry> entries) implements Record {

    /**
     * What tells a batch from any other.
     *
     * @param term its term
     * @param number its number within the term
     */
    public record Key(long term, long number) {
        private static final int BYTES = 1 + 2 * Long.BYTES;

        /** The key of an encoded record; empty if it is no batch. */
        public static Optional<Key> of(ByteBuffer record) {
            int start = record.position();
            return record.remaining() >= BYTES && record.get(start) == BATCH
                    ? Optional.of(new Key(record.getLong(start + 1), record.getLong(start + 1 + Long.BYTES)))
                    : Optional.empty();
        }
    }

    /** What tells it from any other. */
    public Key key() {
        return new Key(term, number);
    }

    @Override
    public int kind() {
        return BATCH;
    }

    @Override
    public void write(DataOutputStream out) throws IOException {
        out.writeLong(term);
        out.writeLong(number);
        out.writeInt(entries.size());
        for (Entry entry : entries) {
            entry.write(out);
        }
    }

    static Batch read(DataInputStream in) throws IOException {
        long term = in.readLong();
        long number = in.readLong();
        int count = in.readInt();
        List<Entry> entries = new ArrayList<>(Math.min(count, 4096));
        for (int i = 0; i < count; i++) {
            entries.add(Entry.read(in));
        }
        return new Batch(term, number, entries);
    }
}
