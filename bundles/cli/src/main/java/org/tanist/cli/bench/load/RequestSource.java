package org.tanist.cli.bench.load;

import java.nio.ByteBuffer;

/** Makes the requests of one connection. Used by one thread at a time. */
@FunctionalInterface
public interface RequestSource {

    /**
     * Puts the bytes of one request into a buffer that is empty.
     *
     * @param number counts the requests of this connection, from 0
     */
    void write(long number, ByteBuffer into);
}
