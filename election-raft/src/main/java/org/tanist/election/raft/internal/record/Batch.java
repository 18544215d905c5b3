package org.tanist.election.raft.internal.record;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.tanist.journal.Entry;

/**
 * Journal entries that one active commits together.
 *
 * @param term the activation they belong to; another term at the time of applying makes them void
 * @param number 1, 2, 3 … within the term: what makes a repeated or overtaken submission void
 * @param entries in order
 */
public record Batch(long term, long number, List<Entry> entries) implements Record {

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
