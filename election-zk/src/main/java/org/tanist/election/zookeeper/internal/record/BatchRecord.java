package org.tanist.election.zookeeper.internal.record;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.journal.Entry;

/**
 * A batch of entries that is committed as a whole.
 *
 * @param term in which it was appended
 * @param first index of its first entry
 * @param entries at least one
 */
public record BatchRecord(long term, long first, List<Entry> entries) {
    private static final int CHECKSUM_BYTES = 8;

    /** The place of its last entry. */
    public Position last() {
        return new Position(new Term(term), first + entries.size() - 1);
    }

    /** The bytes, with a checksum at the end. */
    public byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(term);
            out.writeLong(first);
            out.writeInt(entries.size());
            for (Entry entry : entries) {
                entry.write(out);
            }
            out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
        } catch (IOException e) {
            throw new IllegalStateException("an entry cannot be encoded", e);
        }
        return bytes.toByteArray();
    }

    /** Reads {@link #encode}. */
    public static BatchRecord decode(byte[] bytes) throws IOException {
        int body = bytes.length - CHECKSUM_BYTES;
        if (body < 0) {
            throw new IOException("a batch of the journal is damaged: it has " + bytes.length + " bytes");
        }
        long told = new DataInputStream(new ByteArrayInputStream(bytes, body, CHECKSUM_BYTES)).readLong();
        if (told != checksum(bytes, body)) {
            throw new IOException("a batch of the journal is damaged: its checksum is wrong");
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, body));
        long term = in.readLong();
        long first = in.readLong();
        int count = in.readInt();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(Entry.read(in));
        }
        return new BatchRecord(term, first, entries);
    }

    private static long checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return crc.getValue();
    }

    /** Cuts bytes into pieces of at most {@code size}. */
    public static List<byte[]> pieces(byte[] bytes, int size) {
        List<byte[]> pieces = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += size) {
            pieces.add(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size)));
        }
        return pieces;
    }
}
