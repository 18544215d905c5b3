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
 * failover. {@link Aim#TOGETHER}: to the active itself, which saves a hop on each write; when writes are idle, or at the latest after a
 * while. Called by one thread.
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
        TOGETHER
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
        if (ledger.active().isEmpty()) {
            return;
        }
        if (ledger.term() != term) {
            term = ledger.term();
            sinceNanos = now;
            tried = false;
        }
        boolean paused = tried && now - triedNanos < PAUSE_NANOS;
        if (paused || !due(now)) {
            return;
        }
        place(ledger.active().get(), members).ifPresent(target -> {
            tried = true;
            triedNanos = now;
            node.handOver(target, LIMIT_MILLIS)
                    .thenAccept(done -> LOG.debug("Raft leadership to {} ({}): {}", target, aim, done));
        });
    }

    private boolean due(long now) {
        long settled = now - sinceNanos;
        boolean idle = settled > IDLE_NANOS && now - lastBatchNanos.getAsLong() > IDLE_NANOS;
        return idle || settled > (aim == Aim.APART ? SETTLED_NANOS : LATEST_NANOS);
    }

    /** Who shall lead the group instead of this node; empty if it is in its place. */
    private Optional<MasterId> place(MasterId active, Membership members) {
        boolean leads = active.equals(node.id());
        if (aim == Aim.TOGETHER || members.members().size() < FEWEST_APART) {
            return leads ? Optional.empty() : Optional.of(active).filter(fit);
        }
        return leads
                ? members.members().stream()
                        .map(Member::id)
                        .filter(id -> !id.equals(node.id()) && fit.test(id))
                        .min(Comparator.naturalOrder())
                : Optional.empty();
    }
}
