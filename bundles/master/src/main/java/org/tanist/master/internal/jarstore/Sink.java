package org.tanist.master.internal.jarstore;

import java.io.IOException;
import org.tanist.storage.Appender;

/** Where the bytes of one copy go. For one thread at a time. */
interface Sink extends AutoCloseable {

    /** Makes one over a new file, which it closes. */
    @FunctionalInterface
    interface Maker {
        Sink over(Appender appender) throws IOException;
    }

    /**
     * Takes bytes, and holds the piece for as long as it needs them.
     *
     * @throws IOException what an earlier write has met
     */
    void append(Piece piece) throws IOException;

    /** Bytes taken so far. */
    long length();

    /** Returns when everything is durable; there can be no more then. */
    void finish() throws IOException;

    /** Drops what was not written yet, unless it was finished; the file is free when this returns. */
    @Override
    void close();
}
