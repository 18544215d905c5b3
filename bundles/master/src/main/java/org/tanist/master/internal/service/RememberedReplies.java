package org.tanist.master.internal.service;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tanist.service.Reply;

/**
 * The replies of the last {@value #KEPT} commands by id, so that a retried command is applied once and answered the same.
 *
 * <p>A ring in the order of the journal, with a chained hash index over 128 bits of each id's SHA-256; the oldest entry makes room for
 * the next. What is kept depends on the order of commands only, so all masters remember the same. A reply without a body whose one
 * attribute is its own version costs no object. Not thread-safe.
 */
final class RememberedReplies {
    /** A power of two. */
    static final int KEPT = 1 << 17;

    private static final String VERSION = "version";
    private static final byte[] NOTHING = {};
    private static final int NONE = -1;

    private long[] high = new long[KEPT];
    private long[] low = new long[KEPT];
    private long[] position = new long[KEPT];
    private byte[] status = new byte[KEPT];
    private @Nullable Reply[] full = new @Nullable Reply[KEPT];
    private long added;
    /** First slot of each bucket, and the next slot of each slot. */
    private final int[] heads = filled();

    private final int[] next = filled();
    private final MessageDigest digest = sha256();
    /** The id that was hashed last, since nearly each is looked for and then added. */
    private String hashed = "";

    private ByteBuffer hash = ByteBuffer.wrap(digest.digest());

    /** The reply of the command with this id, if it is remembered. */
    Optional<Reply> find(String id) {
        ByteBuffer key = hash(id);
        long hi = key.getLong(0);
        long lo = key.getLong(8);
        for (int slot = heads[bucket(lo)]; slot != NONE; slot = next[slot]) {
            if (high[slot] == hi && low[slot] == lo) {
                return Optional.of(reply(slot));
            }
        }
        return Optional.empty();
    }

    /** Remembers the reply of the command at a journal index. */
    void add(String id, long index, Reply reply) {
        ByteBuffer key = hash(id);
        Reply kept = isCompact(reply, index) ? null : reply;
        add(key.getLong(0), key.getLong(8), index, (byte) reply.status().ordinal(), kept);
    }

    private void add(long hi, long lo, long index, byte how, @Nullable Reply kept) {
        int slot = (int) (added % KEPT);
        if (added >= KEPT) {
            unlink(slot);
        }
        added++;
        high[slot] = hi;
        low[slot] = lo;
        position[slot] = index;
        status[slot] = how;
        full[slot] = kept;
        next[slot] = heads[bucket(lo)];
        heads[bucket(lo)] = slot;
    }

    private void unlink(int slot) {
        int bucket = bucket(low[slot]);
        if (heads[bucket] == slot) {
            heads[bucket] = next[slot];
            return;
        }
        int before = heads[bucket];
        while (next[before] != slot) {
            before = next[before];
        }
        next[before] = next[slot];
    }

    /** A frozen copy for a snapshot; only to be written. */
    RememberedReplies copy() {
        RememberedReplies copy = new RememberedReplies();
        copy.high = high.clone();
        copy.low = low.clone();
        copy.position = position.clone();
        copy.status = status.clone();
        copy.full = full.clone();
        copy.added = added;
        return copy;
    }

    /** Forgets everything. */
    void clear() {
        added = 0;
        Arrays.fill(heads, NONE);
        Arrays.fill(full, null);
    }

    void write(DataOutputStream out) throws IOException {
        int count = (int) Math.min(added, KEPT);
        out.writeInt(count);
        for (long i = added - count; i < added; i++) {
            int slot = (int) (i % KEPT);
            out.writeLong(high[slot]);
            out.writeLong(low[slot]);
            out.writeLong(position[slot]);
            out.writeByte(status[slot]);
            writeFull(out, full[slot]);
        }
    }

    void read(DataInputStream in) throws IOException {
        clear();
        int count = in.readInt();
        if (count < 0 || count > KEPT) {
            throw new IOException("the snapshot claims " + count + " remembered commands");
        }
        for (int i = 0; i < count; i++) {
            long hi = in.readLong();
            long lo = in.readLong();
            long index = in.readLong();
            byte how = in.readByte();
            add(hi, lo, index, how, readFull(in, Reply.Status.values()[how]));
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
        Map<String, String> attributes = new HashMap<>();
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

    private static int bucket(long low) {
        return (int) (low & (KEPT - 1));
    }

    private static int[] filled() {
        int[] slots = new int[KEPT];
        Arrays.fill(slots, NONE);
        return slots;
    }

    private ByteBuffer hash(String id) {
        if (!id.equals(hashed)) {
            hash = ByteBuffer.wrap(digest.digest(id.getBytes(StandardCharsets.UTF_8)));
            hashed = id;
        }
        return hash;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
