package org.tanist.cli.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** How one connection talks: one request under way at a time. Used by one thread at a time. */
public interface Dialogue {

    /**
     * Says what has to be said before the first request; nothing, in most protocols.
     *
     * @param channel connected and blocking
     */
    default void begin(SocketChannel channel) throws IOException {}

    /**
     * Puts the bytes of one request into a buffer that is empty.
     *
     * @param number counts the requests of this connection, from 0
     */
    void request(long number, ByteBuffer into);

    /** Where the bytes of an answer are read to. */
    ByteBuffer answer();

    /** 200 to 299 for an answer that is complete and good, another number for one that is not good, -1 while it is not complete. */
    int complete() throws IOException;
}
