package org.tanist.master.internal.journal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.tanist.cluster.Term;
import org.tanist.master.internal.journal.SegmentRecord.Batch;
import org.tanist.storage.Storage;

/**
 * The end of a term, agreed on once: its segment counts up to {@code committed}, and after that come the batches of the tail, which
 * the seal carries itself, so that nothing hangs on bytes that were visible and not durable.
 *
 * @param term which term it ends
 * @param token which seal it is: the term that made it
 * @param committed index up to which the segment counts
 * @param tail what follows, in order
 */
record Seal(Term term, Term token, long committed, List<Batch> tail) {
    private static final int MAGIC = 0x5441_5331;
    private static final int CHECKSUM = 4;

    Seal {
        tail = List.copyOf(tail);
    }

    /** The index of the last entry of the term. */
    long end() {
        return tail.isEmpty() ? committed : tail.get(tail.size() - 1).last();
    }

    /** CRC32C of the rest, magic, term, token, committed, number of batches, and their frames. */
    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(0);
            out.writeInt(MAGIC);
            out.writeLong(term.value());
            out.writeLong(token.value());
            out.writeLong(committed);
            out.writeInt(tail.size());
            for (Batch batch : tail) {
                out.write(Frames.encode(batch));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory refused a write", e);
        }
        byte[] encoded = bytes.toByteArray();
        ByteBuffer.wrap(encoded).putInt(Frames.crc(encoded, CHECKSUM));
        return encoded;
    }

    /**
     * Reads the seal of a term.
     *
     * @throws java.io.FileNotFoundException if there is none, as far as this master can see
     * @throws DamagedException if it is not as it was written
     */
    static Seal read(Storage storage, Layout layout, Term term) throws IOException {
        String path = layout.seal(term);
        byte[] bytes;
        try (InputStream in = storage.openFresh(path, 0)) {
            bytes = in.readAllBytes();
        }
        if (bytes.length < CHECKSUM || ByteBuffer.wrap(bytes).getInt() != Frames.crc(bytes, CHECKSUM)) {
            throw new DamagedException(path, "its checksum is wrong");
        }
        Seal seal = decode(path, bytes);
        if (!seal.term().equals(term)) {
            throw new DamagedException(path, "it is the seal of term " + seal.term());
        }
        return seal;
    }

    static Seal decode(String path, byte[] bytes) throws IOException {
        ByteArrayInputStream left = new ByteArrayInputStream(bytes, CHECKSUM, bytes.length - CHECKSUM);
        DataInputStream in = new DataInputStream(left);
        if (in.readInt() != MAGIC) {
            throw new DamagedException(path, "it is no seal");
        }
        Term term = new Term(in.readLong());
        Term token = new Term(in.readLong());
        long committed = in.readLong();
        int count = in.readInt();
        List<Batch> tail = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int offset = bytes.length - left.available();
            if (!(Frames.at(bytes, offset).orElse(null) instanceof Batch batch)) {
                throw new DamagedException(path, "batch " + i + " of its tail cannot be read");
            }
            tail.add(batch);
            in.skipNBytes(Frames.HEADER + ByteBuffer.wrap(bytes, offset + 4, 4).getInt());
        }
        return new Seal(term, token, committed, tail);
    }
}
