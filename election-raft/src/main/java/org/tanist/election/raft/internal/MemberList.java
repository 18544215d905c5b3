package org.tanist.election.raft.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;

/** Members as lines of text: {@code <id> <name> <address>}, on disk and in messages. */
final class MemberList {
    private static final int DEFAULT_PORT = 3000;

    private MemberList() {}

    static List<String> lines(Membership membership) {
        List<String> lines = new ArrayList<>();
        for (Member member : membership.members()) {
            lines.add(member.id() + " " + member.name() + " " + member.address());
        }
        return lines;
    }

    static Membership parse(List<String> lines) throws IOException {
        List<Member> members = new ArrayList<>();
        try {
            for (String line : lines) {
                String[] fields = line.split(" ", 3);
                members.add(new Member(MasterId.of(fields[0]), fields[1], Endpoint.parse(fields[2], DEFAULT_PORT)));
            }
            return new Membership(members);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new IOException("a list of members is damaged: " + e.getMessage(), e);
        }
    }

    /** Two lists in one message: what is expected to be in force, and what shall be. */
    static byte[] encode(Membership expected, Membership wanted) {
        String text = String.join("\n", lines(expected)) + "\n\n" + String.join("\n", lines(wanted));
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Membership[] decode(byte[] bytes) throws IOException {
        String[] halves = new String(bytes, StandardCharsets.UTF_8).split("\n\n", 2);
        if (halves.length != 2) {
            throw new IOException("a change of members is damaged");
        }
        return new Membership[] {
            parse(halves[0].lines().toList()), parse(halves[1].lines().toList())
        };
    }
}
