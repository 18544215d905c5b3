package org.tanist.master.internal.service;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.tanist.journal.Snapshot;

/** Frames a stream of unknown length inside another one: chunks of at most 64 kB, each after its length, closed by a length of 0. */
final class Chunks {
    private static final int CHUNK = 1 << 16;

    private Chunks() {}

    /** Writes what the source writes, framed. */
    static void write(DataOutputStream out, Snapshot.Source source) throws IOException {
        BufferedOutputStream framed = new BufferedOutputStream(new Framing(out), CHUNK);
        source.writeTo(framed);
        framed.flush();
        out.writeInt(0);
    }

    /** Reads one framed stream; drain it before anything else is read from {@code in}. */
    static InputStream read(DataInputStream in) {
        return new Unframing(in);
    }

    private static final class Framing extends OutputStream {
        private final DataOutputStream out;

        Framing(DataOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length > 0) {
                out.writeInt(length);
                out.write(bytes, offset, length);
            }
        }
    }

    private static final class Unframing extends InputStream {
        private final DataInputStream in;
        private int left;
        private boolean ended;

        Unframing(DataInputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (left == 0 && !ended) {
                left = in.readInt();
                ended = left == 0;
            }
            if (ended) {
                return -1;
            }
            int read = in.read(bytes, offset, Math.min(left, length));
            if (read < 0) {
                throw new EOFException("a snapshot ends in the middle of a chunk");
            }
            left -= read;
            return read;
        }
    }
}
