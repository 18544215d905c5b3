package org.tanist.cluster;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The voting masters of a cluster, sorted by name.
 *
 * @param members no two with the same id or name; empty while a new master has not joined yet
 */
public record Membership(List<Member> members) {
    /** Nobody yet. */
    public static final Membership EMPTY = new Membership(List.of());

    /** Sorts and refuses duplicates. */
    public Membership {
        members = members.stream().sorted(Comparator.comparing(Member::name)).toList();
        Set<Object> seen = new HashSet<>();
        for (Member member : members) {
            if (!seen.add(member.id()) || !seen.add(member.name())) {
                throw new IllegalArgumentException(
                        "master " + member.name() + " (" + member.id() + ") is listed twice");
            }
        }
    }

    /** The member with this identity. */
    public Optional<Member> find(MasterId id) {
        return members.stream().filter(m -> m.id().equals(id)).findFirst();
    }

    /** The member with this name. */
    public Optional<Member> named(String name) {
        return members.stream().filter(m -> m.name().equals(name)).findFirst();
    }

    /** How many members must agree: more than half. */
    public int majority() {
        return members.size() / 2 + 1;
    }
}
