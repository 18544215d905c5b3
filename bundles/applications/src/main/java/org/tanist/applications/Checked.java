package org.tanist.applications;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.tanist.applications.catalogue.JarCatalogue;
import org.tanist.applications.state.SnapshotFormat;
import org.tanist.applications.state.State;

/** The snapshot of the service: a magic number, the jars, the state, and a CRC-32C of all that. */
final class Checked {
    private static final int MAGIC = 0x544E4150; // "TNAP"
    private static final int BUFFER_BYTES = 1 << 16;

    private Checked() {}

    /**
     * What a snapshot holds.
     *
     * @param state applications and workers
     * @param jars the catalogue
     */
    record Content(State state, JarCatalogue jars) {}

    /** Writes it; does not close the stream. */
    static void write(State state, JarCatalogue jars, OutputStream to) throws IOException {
        CheckedOutputStream checked = new CheckedOutputStream(new BufferedOutputStream(to, BUFFER_BYTES), new CRC32C());
        DataOutputStream out = new DataOutputStream(checked);
        out.writeInt(MAGIC);
        jars.write(out);
        SnapshotFormat.write(state, out);
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
            return new Content(State.EMPTY, new JarCatalogue());
        }
        int magic = (first << 24) | (in.readUnsignedByte() << 16) | in.readUnsignedShort();
        if (magic != MAGIC) {
            throw new IOException("not a snapshot of applications: it begins with " + Integer.toHexString(magic));
        }
        JarCatalogue jars = JarCatalogue.read(in);
        State state;
        try {
            state = SnapshotFormat.read(in);
        } catch (IllegalArgumentException e) {
            throw new IOException("the snapshot of applications is damaged: " + e.getMessage(), e);
        }
        long computed = checked.getChecksum().getValue();
        if (in.readLong() != computed) {
            throw new IOException("the snapshot of applications is damaged: its checksum does not match");
        }
        return new Content(state, jars);
    }
}
