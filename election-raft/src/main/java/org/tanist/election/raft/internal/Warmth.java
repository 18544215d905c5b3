package org.tanist.election.raft.internal;

import java.io.IOException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;

/**
 * Keeps the way of votes warm. Followers never talk to each other before an election, so their channels would be connected, and
 * the code be loaded and compiled, in the very moment when each millisecond counts. The pre-vote of nobody is always refused.
 */
final class Warmth {
    private static final Logger LOG = LoggerFactory.getLogger(Warmth.class);

    private final RaftNode node;
    private final ScheduledExecutorService executor = Threads.scheduled("tanist-warmth", Thread.MIN_PRIORITY);

    Warmth(RaftNode node) {
        this.node = node;
    }

    void start() {
        // At once, together with the catching up: a master that is up shall have its cores free for the next failover.
        executor.execute(Preload::run);
        executor.scheduleWithFixedDelay(this::round, 500, 1000, TimeUnit.MILLISECONDS);
    }

    private void round() {
        for (Member member : node.membership().members()) {
            if (!member.id().equals(node.id())) {
                ask(member.id());
            }
        }
    }

    /** A master has come back: the way to it must be open before the next vote. */
    void reach(MasterId member) {
        Threads.quietly(executor, () -> {
            if (!ask(member)) {
                ask(member);
            }
        });
    }

    private boolean ask(MasterId member) {
        try {
            node.askNothing(member);
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.debug("{} is not reached: {}", member, e.getMessage());
            // The channel would wait for its back-off, which grows to minutes, also when the master is back.
            if (!node.leads()) {
                node.reconnect(member, e);
            }
            return false;
        }
    }

    void stop() {
        executor.shutdownNow();
    }
}
