package org.tanist.cli.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ObjLongConsumer;
import org.tanist.cli.bench.load.Dialogue;
import org.tanist.client.http.Address;

/**
 * The same requests to ZooKeeper, in its binary protocol (zookeeper.jute of the project: frames with a length, a header of xid and
 * operation, then the operation's record). Its reads are not linearizable: a server answers from what it has.
 */
record ZooKeeperLoad(Address address) implements Subject {

    private static final int CREATE = 1;
    private static final int GET = 4;
    private static final int SET = 5;
    private static final byte[] VALUE = "x".repeat(100).getBytes(StandardCharsets.US_ASCII);

    @Override
    public String name() {
        return "zookeeper";
    }

    @Override
    public Dialogue fills() {
        return new Session(CREATE, (into, number) -> {
            // The folder of all keys is itself the first node; key n is made by request n + 1.
            text(into, number == 0 ? "/bench" : path(number - 1));
            data(into, VALUE);
            openToAll(into);
            into.putInt(0);
        });
    }

    @Override
    public Dialogue writes(int client, int keys) {
        return new Session(SET, (into, number) -> {
            text(into, path(Subject.key(client, number, keys)));
            data(into, VALUE);
            into.putInt(-1);
        });
    }

    @Override
    public Dialogue reads(int keys) {
        return new Session(GET, (into, number) -> {
            text(into, path(ThreadLocalRandom.current().nextInt(keys)));
            into.put((byte) 0);
        });
    }

    private static String path(long key) {
        return "/bench/" + key;
    }

    private static void text(ByteBuffer into, String text) {
        data(into, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void data(ByteBuffer into, byte[] bytes) {
        into.putInt(bytes.length);
        into.put(bytes);
    }

    /** A list of one entry: all rights for everybody. */
    private static void openToAll(ByteBuffer into) {
        into.putInt(1);
        into.putInt(31);
        text(into, "world");
        text(into, "anyone");
    }

    /** One session with requests of one kind. */
    private static final class Session implements Dialogue {

        private static final int TIMEOUT_MILLIS = 30_000;
        private static final int PASSWORD_LENGTH = 16;
        private static final int REPLY_HEADER = 16;
        private static final int NODE_EXISTS = -110;

        private final int operation;
        private final ObjLongConsumer<ByteBuffer> record;
        private final ByteBuffer answer = ByteBuffer.allocate(1 << 16);

        Session(int operation, ObjLongConsumer<ByteBuffer> record) {
            this.operation = operation;
            this.record = record;
        }

        @Override
        public void begin(SocketChannel channel) throws IOException {
            ByteBuffer hello = ByteBuffer.allocate(128);
            int length = 4 + 8 + 4 + 8 + 4 + PASSWORD_LENGTH + 1;
            hello.putInt(length).putInt(0).putLong(0).putInt(TIMEOUT_MILLIS).putLong(0);
            data(hello, new byte[PASSWORD_LENGTH]);
            hello.put((byte) 0).flip();
            while (hello.hasRemaining()) {
                channel.write(hello);
            }
            ByteBuffer head = ByteBuffer.allocate(4);
            fill(channel, head);
            ByteBuffer welcome = ByteBuffer.allocate(head.getInt(0));
            fill(channel, welcome);
            if (welcome.getInt(4) <= 0) {
                throw new IOException("ZooKeeper gave no session");
            }
        }

        private static void fill(SocketChannel channel, ByteBuffer buffer) throws IOException {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer) < 0) {
                    throw new IOException("ZooKeeper closed the connection");
                }
            }
        }

        @Override
        public void request(long number, ByteBuffer into) {
            into.putInt(0);
            into.putInt((int) number + 1).putInt(operation);
            record.accept(into, number);
            into.putInt(0, into.position() - 4);
        }

        @Override
        public ByteBuffer answer() {
            return answer;
        }

        @Override
        public int complete() throws IOException {
            if (answer.position() < 4 || answer.position() < 4 + answer.getInt(0)) {
                return -1;
            }
            int length = answer.getInt(0);
            if (length < REPLY_HEADER || answer.position() > 4 + length) {
                throw new IOException("not an answer to one request of ZooKeeper");
            }
            int error = answer.getInt(4 + 12);
            answer.clear();
            return error == 0 || error == NODE_EXISTS ? 200 : 500 + Math.abs(error);
        }
    }
}
