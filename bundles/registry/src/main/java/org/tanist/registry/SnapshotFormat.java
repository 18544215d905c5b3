package org.tanist.registry;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.pcollections.TreePMap;

/**
 * The bytes of a snapshot: magic and format number, count, then key, version and value of each entry in the order of keys, then a
 * CRC-32C of all that. Equal states give equal bytes, which lets replicas be compared.
 */
final class SnapshotFormat {
    private static final int MAGIC = 0x544E5247; // "TNRG"
    private static final int FORMAT = 1;
    private static final int BUFFER_BYTES = 1 << 16;

    private SnapshotFormat() {}

    /** Writes a state; does not close the stream. */
    static void write(Content content, OutputStream to) throws IOException {
        CheckedOutputStream checked = new CheckedOutputStream(new BufferedOutputStream(to, BUFFER_BYTES), new CRC32C());
        DataOutputStream out = new DataOutputStream(checked);
        out.writeInt(MAGIC);
        out.writeShort(FORMAT);
        out.writeInt(content.values().size());
        for (Map.Entry<String, Value> entry : content.values().entrySet()) {
            byte[] key = entry.getKey().getBytes(StandardCharsets.UTF_8);
            out.writeShort(key.length);
            out.write(key);
            out.writeLong(entry.getValue().version());
            out.writeInt(entry.getValue().bytes().length);
            out.write(entry.getValue().bytes());
        }
        out.writeLong(checked.getChecksum().getValue());
        out.flush();
    }

    /**
     * Reads what {@link #write} wrote; an empty stream is the empty state.
     *
     * @throws IOException if the bytes are cut, damaged, or of a newer format
     */
    static Content read(InputStream from) throws IOException {
        CheckedInputStream checked = new CheckedInputStream(new BufferedInputStream(from, BUFFER_BYTES), new CRC32C());
        DataInputStream in = new DataInputStream(checked);
        int first = in.read();
        if (first < 0) {
            return Content.EMPTY;
        }
        checkHeader((first << 24) | (in.readUnsignedByte() << 16) | in.readUnsignedShort(), in.readUnsignedShort());
        int count = in.readInt();
        TreePMap<String, Value> values = TreePMap.empty();
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            String key = new String(exactly(in, in.readUnsignedShort(), Keys.MAX_BYTES), StandardCharsets.UTF_8);
            long version = in.readLong();
            byte[] value = exactly(in, in.readInt(), Registry.MAX_VALUE_BYTES);
            values = values.plus(key, new Value(version, value));
            bytes += value.length;
        }
        long computed = checked.getChecksum().getValue();
        if (in.readLong() != computed || values.size() != count) {
            throw new IOException("registry snapshot of " + count + " keys is damaged: its checksum does not match");
        }
        return new Content(values, bytes);
    }

    private static void checkHeader(int magic, int format) throws IOException {
        if (magic != MAGIC) {
            throw new IOException("not a registry snapshot: it begins with " + Integer.toHexString(magic));
        }
        if (format != FORMAT) {
            throw new IOException("registry snapshot has format " + format + ", this version reads " + FORMAT
                    + ": update this master");
        }
    }

    /** Checks the length before it allocates, because damaged bytes may claim anything. */
    private static byte[] exactly(DataInputStream in, int length, int max) throws IOException {
        if (length < 0 || length > max) {
            throw new IOException(
                    "registry snapshot is damaged: it claims " + length + " bytes where " + max + " is most");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }
}
