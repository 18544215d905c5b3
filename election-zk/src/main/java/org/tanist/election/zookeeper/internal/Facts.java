package org.tanist.election.zookeeper.internal;

import java.util.Map;
import java.util.Optional;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;
import org.tanist.election.zookeeper.internal.record.ActiveRecord;
import org.tanist.election.zookeeper.internal.record.LiveRecord;
import org.tanist.election.zookeeper.internal.record.TermRecord;

/**
 * What is known of the cluster's znodes.
 *
 * @param term the newest term
 * @param termVersion the version of its znode, which is the fence
 * @param active who leads, if anybody
 * @param membership the voting members
 * @param membersVersion the version of their znode
 * @param live those that take part, members or not
 */
record Facts(
        TermRecord term,
        int termVersion,
        Optional<Active> active,
        Membership membership,
        int membersVersion,
        Map<MasterId, LiveRecord> live) {

    static final Facts NONE = new Facts(TermRecord.NONE, -1, Optional.empty(), Membership.EMPTY, -1, Map.of());

    /**
     * The znode of the active.
     *
     * @param record what it says
     * @param owner the session whose end removes it
     */
    record Active(ActiveRecord record, long owner) {
        Member member() {
            return record.member();
        }
    }

    Facts with(TermRecord newTerm, int version, Optional<Active> newActive) {
        return new Facts(newTerm, version, newActive, membership, membersVersion, live);
    }

    Facts with(Membership newMembers, int version) {
        return new Facts(term, termVersion, active, newMembers, version, live);
    }

    Facts with(Map<MasterId, LiveRecord> newLive) {
        return new Facts(term, termVersion, active, membership, membersVersion, newLive);
    }

    /** Whether this session of this master leads. */
    boolean ledBy(MasterId id, long session) {
        return active.filter(one -> one.owner() == session).isPresent()
                && term.holder().filter(id::equals).isPresent()
                && term.session() == session;
    }

    /** Whether this member takes part and may be elected. */
    boolean eligible(MasterId id) {
        LiveRecord record = live.get(id);
        return record != null && record.eligible() && membership.find(id).isPresent();
    }
}
