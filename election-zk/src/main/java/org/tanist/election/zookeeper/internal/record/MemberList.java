package org.tanist.election.zookeeper.internal.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;

/** Members as lines of text: {@code <id> <name> <address>}. */
public final class MemberList {
    private static final int DEFAULT_PORT = 3000;

    private MemberList() {}

    /** The bytes of the znode. */
    public static byte[] encode(Membership membership) {
        StringBuilder text = new StringBuilder();
        for (Member member : membership.members()) {
            text.append(member.id())
                    .append(' ')
                    .append(member.name())
                    .append(' ')
                    .append(member.address())
                    .append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Reads {@link #encode}. */
    public static Membership decode(byte[] bytes) throws IOException {
        List<Member> members = new ArrayList<>();
        try {
            for (String line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
                String[] fields = line.split(" ", 3);
                members.add(new Member(MasterId.of(fields[0]), fields[1], Endpoint.parse(fields[2], DEFAULT_PORT)));
            }
            return new Membership(members);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new IOException("the znode of the members is damaged: " + e.getMessage(), e);
        }
    }
}
