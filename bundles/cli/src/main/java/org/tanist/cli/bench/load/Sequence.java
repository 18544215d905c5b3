package org.tanist.cli.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** So many requests on one connection, one after the other, each of which has to succeed: to fill a store before it is read. */
public final class Sequence {

    private Sequence() {}

    /**
     * Sends the requests and returns when the last one is answered.
     *
     * @throws IOException if a request failed
     */
    public static void run(InetSocketAddress address, Dialogue dialogue, int count) throws IOException {
        ByteBuffer request = ByteBuffer.allocate(64 * 1024);
        try (SocketChannel channel = SocketChannel.open(address)) {
            dialogue.begin(channel);
            for (int number = 0; number < count; number++) {
                request.clear();
                dialogue.request(number, request);
                request.flip();
                while (request.hasRemaining()) {
                    channel.write(request);
                }
                int status = answer(channel, dialogue);
                if (status < 200 || status > 299) {
                    throw new IOException("request " + number + " to " + address + " got status " + status);
                }
            }
        }
    }

    private static int answer(SocketChannel channel, Dialogue dialogue) throws IOException {
        int status = -1;
        while (status < 0) {
            if (channel.read(dialogue.answer()) < 0) {
                throw new IOException("the server closed the connection");
            }
            status = dialogue.complete();
        }
        return status;
    }
}
