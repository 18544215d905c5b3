package org.tanist.election.raft.internal;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.MasterId;
import org.tanist.election.raft.internal.record.Ledger;

/**
 * Lets Raft leadership follow the active, which saves a hop on each write: when writes are idle, or at the latest after a while.
 * Called by one thread.
 */
final class LeadershipDrift {
    private static final Logger LOG = LoggerFactory.getLogger(LeadershipDrift.class);
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long LATEST_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long LIMIT_MILLIS = 1000;

    private final RaftNode node;
    private final LongSupplier lastBatchNanos;
    private final Predicate<MasterId> reached;
    private long term = -1;
    private long sinceNanos;
    private long triedNanos;
    private boolean tried;

    LeadershipDrift(RaftNode node, LongSupplier lastBatchNanos, Predicate<MasterId> reached) {
        this.node = node;
        this.lastBatchNanos = lastBatchNanos;
        this.reached = reached;
    }

    /** On the Raft leader: hands leadership to the active if it is time. */
    void consider(Ledger ledger, long now) {
        if (ledger.active().isEmpty() || ledger.active().get().equals(node.id())) {
            return;
        }
        if (ledger.term() != term) {
            term = ledger.term();
            sinceNanos = now;
            tried = false;
        }
        long settled = now - sinceNanos;
        boolean idle = settled > IDLE_NANOS && now - lastBatchNanos.getAsLong() > IDLE_NANOS;
        boolean paused = tried && now - triedNanos < PAUSE_NANOS;
        MasterId active = ledger.active().get();
        if ((idle || settled > LATEST_NANOS) && !paused && reached.test(active)) {
            tried = true;
            triedNanos = now;
            node.handOver(active, LIMIT_MILLIS)
                    .thenAccept(done -> LOG.debug("Raft leadership to the active {}: {}", active, done));
        }
    }
}
