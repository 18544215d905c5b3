package org.tanist.election;

import java.util.ArrayList;
import java.util.List;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;
import org.tanist.cluster.TanistException;

/** One change of the voting members. */
public sealed interface MembershipChange {

    /** Adds a member; adding one that is there already is a no-op. */
    record Add(Member member) implements MembershipChange {}

    /** Removes a member; one that is not there is a no-op. */
    record Remove(MasterId id) implements MembershipChange {}

    /** Gives a member another address. */
    record Move(MasterId id, Endpoint address) implements MembershipChange {}

    /**
     * The members after this change. Pure; the same members if it changes nothing.
     *
     * @param present the members before
     * @param active the member that leads, which cannot be removed
     * @throws TanistException CONFLICT if an added member shares its id, name or address with another, or a moved one is none; REFUSED if
     *     it removes the active
     */
    default Membership applyTo(Membership present, Member active) {
        List<Member> members = new ArrayList<>(present.members());
        if (this instanceof Add add) {
            if (members.contains(add.member())) {
                return present;
            }
            members.forEach(member -> requireApart(member, add.member()));
            members.add(add.member());
        } else if (this instanceof Remove remove) {
            if (remove.id().equals(active.id())) {
                throw new TanistException(
                        ErrorCode.REFUSED, active.name() + " is active: transfer to another master before removing it");
            }
            members.removeIf(member -> member.id().equals(remove.id()));
        } else if (this instanceof Move move) {
            if (present.find(move.id()).isEmpty()) {
                throw new TanistException(ErrorCode.CONFLICT, "master " + move.id() + " is not a member: add it");
            }
            members.replaceAll(member -> member.id().equals(move.id()) ? member.at(move.address()) : member);
        }
        return new Membership(members);
    }

    private static void requireApart(Member member, Member added) {
        if (member.id().equals(added.id())
                || member.name().equals(added.name())
                || member.address().equals(added.address())) {
            throw new TanistException(
                    ErrorCode.CONFLICT,
                    "a member with the id, name or address of " + added.name() + " at " + added.address()
                            + " exists: move or remove that one");
        }
    }
}
