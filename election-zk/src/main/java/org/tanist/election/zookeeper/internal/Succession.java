package org.tanist.election.zookeeper.internal;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.election.zookeeper.internal.record.LiveRecord;

/**
 * Who takes the lead first when nobody has it: the one that was active last, because its code and its clients are warm; of those that
 * never were, the last by name. Everybody else waits a step for each one before it, so that the right one wins without a vote; the
 * commit decides, whatever this says. Pure.
 */
final class Succession {
    private Succession() {}

    /** How many come before this master. */
    static int rank(Facts facts, Set<MasterId> dead, MasterId self) {
        List<Member> line = facts.membership().members().stream()
                .filter(member -> facts.eligible(member.id()) && !dead.contains(member.id()))
                .sorted(Comparator.comparingLong((Member member) -> lastTerm(facts, member))
                        .reversed()
                        .thenComparing(Comparator.comparing(Member::name).reversed()))
                .toList();
        int rank = 0;
        while (rank < line.size() && !line.get(rank).id().equals(self)) {
            rank++;
        }
        return rank;
    }

    private static long lastTerm(Facts facts, Member member) {
        LiveRecord record = facts.live().get(member.id());
        return record == null ? 0 : record.lastTerm();
    }
}
