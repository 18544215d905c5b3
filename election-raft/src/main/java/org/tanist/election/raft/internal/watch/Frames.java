package org.tanist.election.raft.internal.watch;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Just enough HTTP/2 (RFC 9113) to be kept by a gRPC server: the preface, SETTINGS and PING.
 *
 * <p>A dying process still accepts connections for some milliseconds, so that a connection was accepted says nothing; only a
 * frame from the server shows that it lives.
 */
final class Frames {
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int ACK = 1;
    private static final int LARGEST = 1 << 20;
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = {};

    private Frames() {}

    /** What a frame says. */
    enum Seen {
        /** The server answers a ping. */
        ANSWER,
        /** The server takes its leave. */
        LEAVE,
        /** Nothing of interest. */
        OTHER
    }

    /** Sends what a client must send first. */
    static void greet(OutputStream out) throws IOException {
        byte[] settings = frame(SETTINGS, 0, NOTHING);
        byte[] all = new byte[PREFACE.length + settings.length];
        System.arraycopy(PREFACE, 0, all, 0, PREFACE.length);
        System.arraycopy(settings, 0, all, PREFACE.length, settings.length);
        out.write(all);
        out.flush();
    }

    /** Asks for an answer. */
    static void ping(OutputStream out) throws IOException {
        out.write(frame(PING, 0, new byte[8]));
    }

    /**
     * Reads one frame and answers it if it asks for an answer.
     *
     * @throws IOException at the end of the connection, too
     */
    static Seen next(DataInputStream in, OutputStream out) throws IOException {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        in.readInt();
        if (length > LARGEST) {
            throw new IOException("not HTTP/2: a frame of " + length + " bytes");
        }
        byte[] body = in.readNBytes(length);
        if (type == SETTINGS && (flags & ACK) == 0) {
            out.write(frame(SETTINGS, ACK, NOTHING));
        } else if (type == PING && (flags & ACK) == 0) {
            out.write(frame(PING, ACK, body));
        }
        if (type == PING && (flags & ACK) != 0) {
            return Seen.ANSWER;
        }
        return type == GOAWAY ? Seen.LEAVE : Seen.OTHER;
    }

    private static byte[] frame(int type, int flags, byte[] body) {
        byte[] bytes = new byte[9 + body.length];
        bytes[1] = (byte) (body.length >> 8);
        bytes[2] = (byte) body.length;
        bytes[3] = (byte) type;
        bytes[4] = (byte) flags;
        System.arraycopy(body, 0, bytes, 9, body.length);
        return bytes;
    }
}
