package org.tanist.election.zookeeper.internal.record;

import java.io.IOException;
import java.util.Optional;
import org.tanist.cluster.MasterId;

/**
 * The newest term. Each change of it, whatever it says, is a new version of its znode and fences every append that was prepared
 * under another one.
 *
 * @param term its number; 0 before the first
 * @param holder who was granted it and has not given it up
 * @param session the session that took it; 0 if there is no holder
 * @param heir who alone may take the next one, for a while
 * @param heirMillis for how long, milliseconds
 * @param cause why it began or ended, one sentence
 */
public record TermRecord(
        long term, Optional<MasterId> holder, long session, Optional<MasterId> heir, long heirMillis, String cause) {

    /** Before the first term. */
    public static final TermRecord NONE = new TermRecord(0, Optional.empty(), 0, Optional.empty(), 0, "");

    /** A term that somebody takes. */
    public static TermRecord taken(long term, MasterId holder, long session, String cause) {
        return new TermRecord(term, Optional.of(holder), session, Optional.empty(), 0, cause);
    }

    /** The same term, given up. */
    public TermRecord released(String why) {
        return new TermRecord(term, Optional.empty(), 0, Optional.empty(), 0, why);
    }

    /** The same term, given up for somebody. */
    public TermRecord left(MasterId to, long millis, String why) {
        return new TermRecord(term, Optional.empty(), 0, Optional.of(to), millis, why);
    }

    /** The bytes of its znode. */
    public byte[] encode() {
        return new Lines()
                .put("term", term)
                .put("holder", holder.map(MasterId::toString).orElse(""))
                .put("session", Long.toHexString(session))
                .put("heir", heir.map(MasterId::toString).orElse(""))
                .put("heir-millis", heirMillis)
                .put("cause", cause)
                .bytes();
    }

    /** Reads {@link #encode}. */
    public static TermRecord decode(byte[] bytes) throws IOException {
        Lines lines = Lines.parse(bytes);
        try {
            return new TermRecord(
                    lines.number("term"),
                    id(lines.text("holder")),
                    Long.parseUnsignedLong(lines.text("session"), 16),
                    id(lines.text("heir")),
                    lines.number("heir-millis"),
                    lines.text("cause"));
        } catch (IllegalArgumentException e) {
            throw new IOException("the znode of the term is damaged: " + e.getMessage(), e);
        }
    }

    private static Optional<MasterId> id(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(MasterId.of(text));
    }
}
