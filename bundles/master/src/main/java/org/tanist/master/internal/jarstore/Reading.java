package org.tanist.master.internal.jarstore;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Reads a copy piece by piece and computes its hash. For one thread. */
final class Reading implements AutoCloseable {
    static final int PIECE = 64 * 1024;

    private final Copy copy;
    private final InputStream in;
    private final MessageDigest digest = Sha256.digest();
    private byte[] piece = new byte[PIECE];
    private byte[] before = new byte[PIECE];
    private long size;
    private boolean ended;

    Reading(Copy copy, InputStream in) {
        this.copy = copy;
        this.in = in;
    }

    Copy copy() {
        return copy;
    }

    /** Reads on; how many bytes there are in {@link #piece}, 0 at the end. The piece before stays until the next call. */
    int next() throws IOException {
        byte[] free = before;
        before = piece;
        piece = free;
        int count = in.readNBytes(piece, 0, PIECE);
        digest.update(piece, 0, count);
        size += count;
        ended = count == 0;
        return count;
    }

    /** What the last call read. */
    @SuppressWarnings("EI_EXPOSE_REP") // It is written out at once.
    byte[] piece() {
        return piece;
    }

    /** What the call before that read. */
    @SuppressWarnings("EI_EXPOSE_REP") // It is written out at once.
    byte[] before() {
        return before;
    }

    /** After the end: whether it was the jar that its id says. Once. */
    boolean intact() {
        return ended && size == copy.size() && JarId.of(digest).equals(copy.id());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
