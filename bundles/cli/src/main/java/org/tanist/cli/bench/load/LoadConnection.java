package org.tanist.cli.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** One client: a connection with one request under way. Used by one thread. */
final class LoadConnection {

    private final SocketChannel channel;
    private final Dialogue dialogue;
    private final ByteBuffer request = ByteBuffer.allocate(64 * 1024);
    private long number;
    private long sentNanos;

    LoadConnection(InetSocketAddress address, Dialogue dialogue) throws IOException {
        this.dialogue = dialogue;
        channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        dialogue.begin(channel);
        channel.configureBlocking(false);
    }

    SocketChannel channel() {
        return channel;
    }

    /** Sends the next request; it is small enough for the socket's buffer. */
    void send() throws IOException {
        request.clear();
        dialogue.request(number++, request);
        request.flip();
        sentNanos = System.nanoTime();
        while (request.hasRemaining()) {
            channel.write(request);
        }
    }

    /** Reads what has come; the status if the answer is complete, else -1. */
    int receive() throws IOException {
        if (channel.read(dialogue.answer()) < 0) {
            throw new IOException("the server closed the connection");
        }
        return dialogue.complete();
    }

    /** Nanoseconds since the request was sent. */
    long elapsedNanos() {
        return System.nanoTime() - sentNanos;
    }

    void close() throws IOException {
        channel.close();
    }
}
