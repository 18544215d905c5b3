package org.tanist.election.raft.internal.peer;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.tanist.cluster.ClusterId;

/** The frame of each message: whose cluster it is for, what it asks, and the body. */
record Envelope(ClusterId cluster, Kind kind, byte[] body) {
    private static final int HEAD = 17;

    byte[] encode() {
        return ByteBuffer.allocate(HEAD + body.length)
                .putLong(cluster.value().getMostSignificantBits())
                .putLong(cluster.value().getLeastSignificantBits())
                .put((byte) kind.ordinal())
                .put(body)
                .array();
    }

    static Envelope decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        ClusterId cluster = new ClusterId(new UUID(in.getLong(), in.getLong()));
        Kind kind = Kind.values()[in.get()];
        byte[] body = new byte[in.remaining()];
        in.get(body);
        return new Envelope(cluster, kind, body);
    }
}
