package org.tanist.election.zookeeper.internal.record;

import java.io.IOException;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;

/**
 * Who leads, for the other masters and for clients that know only ZooKeeper.
 *
 * @param member who
 * @param term in which term
 */
public record ActiveRecord(Member member, long term) {
    private static final int DEFAULT_PORT = 3000;

    /** The bytes of its znode. */
    public byte[] encode() {
        return new Lines()
                .put("id", member.id())
                .put("name", member.name())
                .put("address", member.address())
                .put("term", term)
                .bytes();
    }

    /** Reads {@link #encode}. */
    public static ActiveRecord decode(byte[] bytes) throws IOException {
        Lines lines = Lines.parse(bytes);
        try {
            Member member = new Member(
                    MasterId.of(lines.text("id")),
                    lines.text("name"),
                    Endpoint.parse(lines.text("address"), DEFAULT_PORT));
            return new ActiveRecord(member, lines.number("term"));
        } catch (IllegalArgumentException e) {
            throw new IOException("the znode of the active is damaged: " + e.getMessage(), e);
        }
    }
}
