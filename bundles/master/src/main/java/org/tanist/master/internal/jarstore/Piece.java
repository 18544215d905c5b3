package org.tanist.master.internal.jarstore;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.tanist.storage.Appender;

/**
 * Bytes on their way from one reader to several takers, each on its own thread. Who passes it on to another thread holds it before, and
 * the last who lets go gives it back to be filled again: nobody changes it while somebody holds it. Who never lets go costs no more than
 * its memory.
 */
final class Piece {
    private final Pieces home;
    private final byte[] bytes;
    private final AtomicInteger holders = new AtomicInteger();
    private int count;

    Piece(Pieces home, int size) {
        this.home = home;
        this.bytes = new byte[size];
    }

    /** Reads until it is full or there is no more; held by the reader then. */
    void fill(InputStream in) throws IOException {
        holders.set(1);
        count = in.readNBytes(bytes, 0, bytes.length);
    }

    /** How many bytes it has; 0 at the end of what was read. */
    int count() {
        return count;
    }

    /** For one more taker. */
    void hold() {
        holders.incrementAndGet();
    }

    /** A taker has done with it. */
    void release() {
        if (holders.decrementAndGet() == 0) {
            home.takeBack(this);
        }
    }

    void appendTo(Appender appender) throws IOException {
        appender.append(bytes, 0, count);
    }

    /** A view, for who holds it. */
    ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes, 0, count).asReadOnlyBuffer();
    }
}
