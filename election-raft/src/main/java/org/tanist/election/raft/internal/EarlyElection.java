package org.tanist.election.raft.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.server.protocol.TermIndex;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;
import org.tanist.election.raft.internal.peer.Pulse;

/**
 * Starts the Raft election at once when a majority found the Raft leader dead. The one with the best log begins, so that the
 * votes do not split; the others follow if it does not. Called by one thread.
 */
final class EarlyElection {
    private static final Logger LOG = LoggerFactory.getLogger(EarlyElection.class);
    private static final long SHORTEST_STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /**
     * One who says that the Raft leader is dead.
     *
     * @param id whose vote
     * @param name of that member
     * @param raftTerm of the last entry of its log
     * @param raftIndex of that entry
     */
    record Voter(MasterId id, String name, long raftTerm, long raftIndex) {}

    private final RaftNode node;
    private final Roster roster;
    private final LeaderPlacement.Aim aim;
    private final long stepNanos;
    private long forRaftTerm = -1;
    private long sinceNanos;
    private int attempts;

    EarlyElection(RaftNode node, Roster roster, LeaderPlacement.Aim aim, Duration timeout) {
        this.node = node;
        this.roster = roster;
        this.aim = aim;
        // Two elections at once would hinder each other: the next one begins only when the first has surely failed.
        this.stepNanos = Math.max(SHORTEST_STEP_NANOS, timeout.toNanos() / 2);
    }

    void consider(Membership members, long now) {
        Optional<MasterId> leader = node.leader();
        if (leader.isEmpty()
                || !roster.foundDead(leader.get())
                || members.find(node.id()).isEmpty()) {
            return;
        }
        List<Voter> voters = voters(members, leader.get());
        if (voters.size() < members.majority()) {
            return;
        }
        if (node.raftTerm() != forRaftTerm) {
            forRaftTerm = node.raftTerm();
            sinceNanos = now;
            attempts = 0;
        }
        voters.sort(order(node.machine().ledger().active(), aim));
        int rank = 0;
        while (!voters.get(rank).id().equals(node.id())) {
            rank++;
        }
        if (now - sinceNanos >= (rank + (long) attempts * voters.size()) * stepNanos) {
            attempts++;
            elect();
        }
    }

    /**
     * Who begins first: the one with the best log, because it gets all votes; of equals the one that leadership would be handed to
     * otherwise, since each move of it holds up writes.
     */
    static Comparator<Voter> order(Optional<MasterId> active, LeaderPlacement.Aim aim) {
        Comparator<Voter> misplaced = Comparator.comparing(
                voter -> active.filter(voter.id()::equals).isPresent() == (aim == LeaderPlacement.Aim.APART));
        return Comparator.comparingLong(Voter::raftTerm)
                .thenComparingLong(Voter::raftIndex)
                .reversed()
                .thenComparing(misplaced)
                .thenComparing(Voter::name);
    }

    /** Those who say that the leader is dead, with their logs as of when they said so. */
    private List<Voter> voters(Membership members, MasterId leader) {
        List<Voter> voters = new ArrayList<>();
        TermIndex last = node.last();
        voters.add(new Voter(
                node.id(), members.find(node.id()).map(Member::name).orElse(""), last.getTerm(), last.getIndex()));
        for (Member member : members.members()) {
            Optional<Pulse> pulse = roster.contact(member.id()).map(Roster.Contact::pulse);
            if (!member.id().equals(node.id())
                    && pulse.isPresent()
                    && pulse.get().dead().contains(leader)) {
                voters.add(new Voter(
                        member.id(),
                        member.name(),
                        pulse.get().raftTerm(),
                        pulse.get().raftIndex()));
            }
        }
        return voters;
    }

    private void elect() {
        try {
            boolean begun = node.elect();
            LOG.info("early election for the dead Raft leader {}", begun ? "begun" : "not possible");
        } catch (IOException e) {
            LOG.info("early election not possible: {}", e.getMessage());
        }
    }
}
