package org.tanist.election.raft.internal.record;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** One entry of the Raft log. */
public sealed interface Record permits Claim, Batch {
    /** First byte of a {@link Claim}. */
    int CLAIM = 1;
    /** First byte of a {@link Batch}. */
    int BATCH = 2;

    /** Writes the form after the first byte. */
    void write(DataOutputStream out) throws IOException;

    /** Which first byte this record has. */
    int kind();

    /** The bytes that {@link #decode} reads. */
    default byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(kind());
            write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IOException for bytes of another origin: the log is then damaged or of a newer Tanist
     */
    static Record decode(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case CLAIM -> Claim.read(in);
            case BATCH -> Batch.read(in);
            default ->
                throw new IOException("log record of unknown kind " + kind + ": was it written by a newer Tanist?");
        };
    }
}
