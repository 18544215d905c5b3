package org.tanist.election.raft.internal;

import java.nio.ByteBuffer;

/**
 * What the Raft leader tells about a record that it has committed.
 *
 * @param last journal index of the last entry of a batch that counts; {@link #UNKNOWN} if it does not count, or is no batch
 * @param raftIndex where it stands in the Raft log, {@link #UNKNOWN} if that is not told
 */
record Verdict(long last, long raftIndex) {
    static final long UNKNOWN = -1;

    /** Tells nothing: the log will. */
    static final Verdict NONE = new Verdict(UNKNOWN, UNKNOWN);

    /** Whether it says that a batch counts. */
    boolean counts() {
        return last != UNKNOWN;
    }

    byte[] encode() {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(last)
                .putLong(raftIndex)
                .array();
    }

    static Verdict decode(byte[] bytes) {
        if (bytes.length < 2 * Long.BYTES) {
            return NONE;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new Verdict(in.getLong(), in.getLong());
    }
}
