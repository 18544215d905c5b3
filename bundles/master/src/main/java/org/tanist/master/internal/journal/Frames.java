package org.tanist.master.internal.journal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.tanist.cluster.Term;
import org.tanist.journal.Entry;
import org.tanist.master.internal.journal.History.SnapshotFile;
import org.tanist.master.internal.journal.SegmentRecord.Batch;
import org.tanist.master.internal.journal.SegmentRecord.Checkpoint;
import org.tanist.master.internal.journal.SegmentRecord.Commit;
import org.tanist.master.internal.journal.SegmentRecord.Head;
import org.tanist.master.internal.journal.SegmentRecord.Opening;

/**
 * How records stand in a file: magic, length of the body, CRC32C of the body (4 bytes each, big-endian), then the body: kind, the four
 * numbers of the head, and what the kind has of its own.
 */
final class Frames {
    static final int MAGIC = 0x5441_4a31;
    static final int HEADER = 12;
    static final int LARGEST_BODY = 64 << 20;

    private static final int OPENING = 1;
    private static final int BATCH = 2;
    private static final int COMMIT = 3;
    private static final int CHECKPOINT = 4;

    private Frames() {}

    static byte[] encode(SegmentRecord record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        bytes.writeBytes(new byte[HEADER]);
        try {
            writeBody(new DataOutputStream(bytes), record);
        } catch (IOException e) {
            throw new UncheckedIOException("memory refused a write", e);
        }
        byte[] frame = bytes.toByteArray();
        if (frame.length - HEADER > LARGEST_BODY) {
            throw new IllegalArgumentException("a record of " + frame.length + " bytes is over " + LARGEST_BODY);
        }
        ByteBuffer.wrap(frame).putInt(MAGIC).putInt(frame.length - HEADER).putInt(crc(frame, HEADER));
        return frame;
    }

    private static void writeBody(DataOutputStream out, SegmentRecord record) throws IOException {
        if (record instanceof Opening opening) {
            writeHead(out, OPENING, record.head());
            opening.history().write(out);
        } else if (record instanceof Batch batch) {
            writeHead(out, BATCH, record.head());
            out.writeInt(batch.entries().size());
            for (Entry entry : batch.entries()) {
                entry.write(out);
            }
        } else if (record instanceof Checkpoint checkpoint) {
            writeHead(out, CHECKPOINT, record.head());
            checkpoint.snapshot().write(out);
        } else {
            writeHead(out, COMMIT, record.head());
        }
    }

    private static void writeHead(DataOutputStream out, int kind, Head head) throws IOException {
        out.writeByte(kind);
        out.writeLong(head.term().value());
        out.writeLong(head.sequence());
        out.writeLong(head.committed());
        out.writeLong(head.synced());
    }

    /** The record with this body; empty if its checksum, or anything in it, is wrong. */
    static Optional<SegmentRecord> decode(byte[] body, int checksum) {
        if (crc(body, 0) != checksum) {
            return Optional.empty();
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(body))) {
            int kind = in.readByte();
            Head head = new Head(new Term(in.readLong()), in.readLong(), in.readLong(), in.readLong());
            return switch (kind) {
                case OPENING -> Optional.of(new Opening(head, History.read(in)));
                case BATCH -> Optional.of(new Batch(head, readEntries(in)));
                case COMMIT -> Optional.of(new Commit(head));
                case CHECKPOINT -> Optional.of(new Checkpoint(head, SnapshotFile.read(in)));
                default -> Optional.empty();
            };
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<Entry> readEntries(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 1 || count > LARGEST_BODY) {
            throw new IOException("a batch claims " + count + " entries");
        }
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(Entry.read(in));
        }
        return entries;
    }

    /** The record whose frame begins here; empty if there is no valid one. */
    static Optional<SegmentRecord> at(byte[] bytes, int offset) {
        if (bytes.length - offset < HEADER) {
            return Optional.empty();
        }
        ByteBuffer header = ByteBuffer.wrap(bytes, offset, HEADER);
        if (header.getInt() != MAGIC) {
            return Optional.empty();
        }
        int length = header.getInt();
        int checksum = header.getInt();
        if (length < 0 || length > bytes.length - offset - HEADER) {
            return Optional.empty();
        }
        byte[] body = new byte[length];
        System.arraycopy(bytes, offset + HEADER, body, 0, length);
        return decode(body, checksum);
    }

    static int crc(byte[] bytes, int offset) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, bytes.length - offset);
        return (int) crc.getValue();
    }
}
