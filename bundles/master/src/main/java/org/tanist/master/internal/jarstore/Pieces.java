package org.tanist.master.internal.jarstore;

import java.io.IOException;
import java.io.InputStream;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The buffers of one transfer, which are filled again and again: fresh ones for each piece would be cleared and collected at a third of
 * the cost of all else. There are as many as wait at the same time in the queues of the takers, which are bounded. {@link #read} is for
 * one thread; pieces come back from any.
 */
final class Pieces {
    private final Queue<Piece> free = new ConcurrentLinkedQueue<>();
    private final int size;

    /** @param size of each, in bytes */
    Pieces(int size) {
        this.size = size;
    }

    /** The next bytes; none at the end. The caller lets go of it when it has been handed on. */
    Piece read(InputStream in) throws IOException {
        Piece piece = free.poll();
        Piece next = piece == null ? new Piece(this, size) : piece;
        next.fill(in);
        return next;
    }

    void takeBack(Piece piece) {
        free.add(piece);
    }
}
