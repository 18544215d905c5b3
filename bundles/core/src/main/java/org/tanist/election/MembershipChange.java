package org.tanist.election;

import org.tanist.cluster.Endpoint;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;

/** One change of the voting members. */
public sealed interface MembershipChange {

    /** Adds a member; adding one that is there already is a no-op. */
    record Add(Member member) implements MembershipChange {}

    /** Removes a member; one that is not there is a no-op. */
    record Remove(MasterId id) implements MembershipChange {}

    /** Gives a member another address. */
    record Move(MasterId id, Endpoint address) implements MembershipChange {}
}
