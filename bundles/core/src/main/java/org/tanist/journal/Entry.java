package org.tanist.journal;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * One command in the journal.
 *
 * @param service the master service it is for
 * @param id unique for the command and kept over retries: the same id is applied once
 * @param atMillis wall-clock time of the active that appended it, milliseconds since 1970; information for people, never for
 *     decisions
 * @param payload the encoded request; not copied, must not be changed
 */
@SuppressWarnings(
        "ArrayRecordComponent") // Payloads are compared nowhere; a copy on each access would cost every write.
public record Entry(String service, String id, long atMillis, byte[] payload) {
    /** Largest payload that any provider must take, in bytes. */
    public static final int MAX_PAYLOAD = 1 << 20;

    /** Refuses an oversized payload. */
    public Entry {
        if (payload.length > MAX_PAYLOAD) {
            throw new IllegalArgumentException("payload of " + payload.length + " bytes is over " + MAX_PAYLOAD);
        }
    }

    /** Upper bound of the encoded size in bytes. */
    public int size() {
        return 16 + 3 * (service.length() + id.length()) + payload.length;
    }

    /** Writes the form that {@link #read} reads. */
    public void write(DataOutput out) throws IOException {
        out.writeUTF(service);
        out.writeUTF(id);
        out.writeLong(atMillis);
        out.writeInt(payload.length);
        out.write(payload);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if the input is cut or malformed
     */
    public static Entry read(DataInput in) throws IOException {
        String service = in.readUTF();
        String id = in.readUTF();
        long atMillis = in.readLong();
        int length = in.readInt();
        if (length < 0 || length > MAX_PAYLOAD) {
            throw new IOException("entry " + id + " claims a payload of " + length + " bytes");
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Entry(service, id, atMillis, payload);
    }
}
