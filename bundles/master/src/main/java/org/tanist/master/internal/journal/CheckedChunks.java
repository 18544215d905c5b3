package org.tanist.master.internal.journal;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.tanist.storage.Appender;

/** A stream in chunks: length, number of the chunk, CRC32C of both and of the bytes (4 bytes each), bytes. One of length 0 ends it. */
final class CheckedChunks {
    private static final int CHUNK = 1 << 16;
    private static final int HEADER = 12;

    private CheckedChunks() {}

    /** The checksum covers length and number too, so that no chunk can be left out or cut. */
    private static int checksum(byte[] frame, int length) {
        CRC32C crc = new CRC32C();
        crc.update(frame, 0, HEADER - Integer.BYTES);
        crc.update(frame, HEADER, length);
        return (int) crc.getValue();
    }

    /** Writes. */
    static final class Output extends OutputStream {
        private final Appender appender;
        private final byte[] frame = new byte[HEADER + CHUNK];
        private int filled;
        private int number;

        Output(Appender appender) {
            this.appender = appender;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int done = 0;
            while (done < length) {
                int part = Math.min(length - done, CHUNK - filled);
                System.arraycopy(bytes, offset + done, frame, HEADER + filled, part);
                filled += part;
                done += part;
                if (filled == CHUNK) {
                    emit();
                }
            }
        }

        /** Writes what is left, and the end. */
        void finish() throws IOException {
            if (filled > 0) {
                emit();
            }
            emit();
        }

        private void emit() throws IOException {
            ByteBuffer header = ByteBuffer.wrap(frame).putInt(filled).putInt(number);
            header.putInt(checksum(frame, filled));
            appender.append(frame, 0, HEADER + filled);
            filled = 0;
            number++;
        }
    }

    /** Reads. */
    static final class Input extends InputStream {
        private final String path;
        private final DataInputStream in;
        private final byte[] frame = new byte[HEADER + CHUNK];
        private int next;
        private int available;
        private int number;
        private boolean ended;

        Input(String path, DataInputStream in) {
            this.path = path;
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
            if (next == available && !ended) {
                load();
            }
            if (ended) {
                return -1;
            }
            int part = Math.min(length, available - next);
            System.arraycopy(frame, HEADER + next, bytes, offset, part);
            next += part;
            return part;
        }

        private void load() throws IOException {
            try {
                in.readFully(frame, 0, HEADER);
                ByteBuffer header = ByteBuffer.wrap(frame);
                int length = header.getInt();
                int its = header.getInt();
                int expected = header.getInt();
                if (length < 0 || length > CHUNK || its != number) {
                    throw new DamagedException(path, "chunk " + number + " is not there");
                }
                in.readFully(frame, HEADER, length);
                if (checksum(frame, length) != expected) {
                    throw new DamagedException(path, "chunk " + number + " does not have its checksum");
                }
                next = 0;
                available = length;
                ended = length == 0;
                number++;
            } catch (EOFException e) {
                throw new DamagedException(path, "it is cut off in chunk " + number);
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
