package org.tanist.election.raft.internal;

import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;
import org.tanist.election.raft.internal.record.Ledger;

/**
 * Moves Raft leadership, once an active has settled, to where it serves best.
 *
 * <p>{@link Aim#APART}: to another member than the active, so that no failure of the active costs a Raft election, the longest part of a
 * failover; and to the first of them by name, which is the last in the line of succession ({@link ClaimPolicy}), so that it is known
 * beforehand who takes over. {@link Aim#TOGETHER}: to the active itself, which saves a hop on each write. Each move holds up writes for
 * a moment: it waits until they are idle, and not for ever where it would make the next failover faster. Called by one thread.
 */
final class LeaderPlacement {
    private static final Logger LOG = LoggerFactory.getLogger(LeaderPlacement.class);
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long SETTLED_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long LATEST_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** Writes wait meanwhile. */
    private static final long LIMIT_MILLIS = 200;
    /** With two members no majority is left without the active, so nothing is won. */
    private static final int FEWEST_APART = 3;

    /** Where Raft leadership shall be. */
    enum Aim {
        APART,
        TOGETHER;

        /** Whether the active of a cluster of so many members shall not lead the group. */
        boolean apart(int members) {
            return this == APART && members >= FEWEST_APART;
        }
    }

    private final RaftNode node;
    private final Aim aim;
    private final LongSupplier lastBatchNanos;
    private final Predicate<MasterId> fit;
    private long term = -1;
    private long sinceNanos;
    private long triedNanos;
    private boolean tried;

    /**
     * Without a move yet.
     *
     * @param lastBatchNanos when something was committed last, on the monotonic clock
     * @param fit whether a member is reached, healthy and has nearly all of the log
     */
    LeaderPlacement(RaftNode node, Aim aim, LongSupplier lastBatchNanos, Predicate<MasterId> fit) {
        this.node = node;
        this.aim = aim;
        this.lastBatchNanos = lastBatchNanos;
        this.fit = fit;
    }

    Aim aim() {
        return aim;
    }

    /** On the Raft leader: hands leadership on if it is time. */
    void consider(Ledger ledger, Membership members, long now) {
        if (ledger.term() != term) {
            term = ledger.term();
            sinceNanos = now;
            tried = false;
        }
        if (tried && now - triedNanos < PAUSE_NANOS) {
            return;
        }
        place(ledger.active(), members)
                .filter(target -> due(ledger.active(), now))
                .ifPresent(target -> {
                    tried = true;
                    triedNanos = now;
                    node.handOver(target, LIMIT_MILLIS)
                            .thenAccept(done -> LOG.debug("Raft leadership to {} ({}): {}", target, aim, done));
                });
    }

    private boolean due(Optional<MasterId> active, long now) {
        if (active.isEmpty()) {
            return true;
        }
        long settled = now - sinceNanos;
        boolean idle = settled > IDLE_NANOS && now - lastBatchNanos.getAsLong() > IDLE_NANOS;
        if (aim == Aim.TOGETHER) {
            return idle || settled > LATEST_NANOS;
        }
        return idle || (active.get().equals(node.id()) && settled > SETTLED_NANOS);
    }

    /** Who shall lead the group instead of this node; empty if it is in its place. */
    private Optional<MasterId> place(Optional<MasterId> active, Membership members) {
        Optional<MasterId> place = aim.apart(members.members().size())
                ? members.members().stream()
                        .filter(member -> !active.equals(Optional.of(member.id())))
                        .filter(member -> member.id().equals(node.id()) || fit.test(member.id()))
                        .min(Comparator.comparing(Member::name))
                        .map(Member::id)
                : active.filter(fit);
        return place.filter(id -> !id.equals(node.id()));
    }
}
