package org.tanist.election.zookeeper.internal.record;

import java.io.IOException;

/**
 * What a master that takes part says of itself.
 *
 * @param eligible whether it may be elected
 * @param floor it may be granted terms above this one only
 * @param lastTerm the newest term in which it led since it started; 0 for none
 */
public record LiveRecord(boolean eligible, long floor, long lastTerm) {

    /** The bytes of its znode. */
    public byte[] encode() {
        return new Lines()
                .put("eligible", eligible)
                .put("floor", floor)
                .put("last-term", lastTerm)
                .bytes();
    }

    /** Reads {@link #encode}. */
    public static LiveRecord decode(byte[] bytes) throws IOException {
        Lines lines = Lines.parse(bytes);
        return new LiveRecord(
                Boolean.parseBoolean(lines.text("eligible")), lines.number("floor"), lines.number("last-term"));
    }
}
