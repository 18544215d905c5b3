package org.tanist.master.internal.service;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tanist.service.Reply;

/**
 * The replies of the last commands by id, so that a retried command is applied once and answered the same.
 *
 * <p>A set-associative table keyed by 128 bits of the id's SHA-256; a full set forgets its oldest command. What is kept depends on the
 * order of commands only, so all masters remember the same. A reply without a body whose one attribute is its own version costs no
 * object. Not thread-safe.
 */
final class RememberedReplies {
    private static final int WAYS = 8;
    private static final int SETS = 1 << 14;
    private static final int SLOTS = WAYS * SETS;
    private static final String VERSION = "version";
    private static final byte[] NOTHING = {};

    private long[] high = new long[SLOTS];
    private long[] low = new long[SLOTS];
    private long[] position = new long[SLOTS];
    private byte[] status = new byte[SLOTS];
    private @Nullable Reply[] full = new @Nullable Reply[SLOTS];

    /** The reply of the command with this id, if it is remembered. */
    Optional<Reply> find(String id) {
        ByteBuffer key = hash(id);
        long hi = key.getLong(0);
        long lo = key.getLong(8);
        int first = set(lo);
        for (int slot = first; slot < first + WAYS; slot++) {
            if (position[slot] != 0 && high[slot] == hi && low[slot] == lo) {
                return Optional.of(reply(slot));
            }
        }
        return Optional.empty();
    }

    /** Remembers the reply of the command at a journal index. */
    void add(String id, long index, Reply reply) {
        ByteBuffer key = hash(id);
        int slot = oldest(set(key.getLong(8)));
        high[slot] = key.getLong(0);
        low[slot] = key.getLong(8);
        position[slot] = index;
        status[slot] = (byte) reply.status().ordinal();
        full[slot] = isCompact(reply, index) ? null : reply;
    }

    /** A frozen copy for a snapshot. */
    RememberedReplies copy() {
        RememberedReplies copy = new RememberedReplies();
        copy.high = high.clone();
        copy.low = low.clone();
        copy.position = position.clone();
        copy.status = status.clone();
        copy.full = full.clone();
        return copy;
    }

    /** Forgets everything. */
    void clear() {
        position = new long[SLOTS];
        full = new @Nullable Reply[SLOTS];
    }

    void write(DataOutputStream out) throws IOException {
        for (int slot = 0; slot < SLOTS; slot++) {
            if (position[slot] != 0) {
                out.writeInt(slot);
                out.writeLong(high[slot]);
                out.writeLong(low[slot]);
                out.writeLong(position[slot]);
                out.writeByte(status[slot]);
                writeFull(out, full[slot]);
            }
        }
        out.writeInt(-1);
    }

    void read(DataInputStream in) throws IOException {
        clear();
        for (int slot = in.readInt(); slot >= 0; slot = in.readInt()) {
            if (slot >= SLOTS) {
                throw new IOException("snapshot names slot " + slot + " of " + SLOTS);
            }
            high[slot] = in.readLong();
            low[slot] = in.readLong();
            position[slot] = in.readLong();
            status[slot] = in.readByte();
            full[slot] = readFull(in, Reply.Status.values()[status[slot]]);
        }
    }

    private static void writeFull(DataOutputStream out, @Nullable Reply reply) throws IOException {
        out.writeBoolean(reply != null);
        if (reply != null) {
            out.writeInt(reply.attributes().size());
            for (Map.Entry<String, String> attribute : reply.attributes().entrySet()) {
                out.writeUTF(attribute.getKey());
                out.writeUTF(attribute.getValue());
            }
            out.writeInt(reply.body().length);
            out.write(reply.body());
        }
    }

    private static @Nullable Reply readFull(DataInputStream in, Reply.Status status) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        Map<String, String> attributes = new java.util.HashMap<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            attributes.put(in.readUTF(), in.readUTF());
        }
        byte[] body = new byte[in.readInt()];
        in.readFully(body);
        return new Reply(status, attributes, body);
    }

    private Reply reply(int slot) {
        Reply kept = full[slot];
        return kept != null
                ? kept
                : new Reply(
                        Reply.Status.values()[status[slot]], Map.of(VERSION, Long.toString(position[slot])), NOTHING);
    }

    private static boolean isCompact(Reply reply, long index) {
        return reply.body().length == 0
                && reply.attributes().size() == 1
                && Long.toString(index).equals(reply.attributes().get(VERSION));
    }

    private int oldest(int first) {
        int oldest = first;
        for (int slot = first + 1; slot < first + WAYS; slot++) {
            if (position[slot] < position[oldest]) {
                oldest = slot;
            }
        }
        return oldest;
    }

    private static int set(long low) {
        return (int) (low & (SETS - 1)) * WAYS;
    }

    private static ByteBuffer hash(String id) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
