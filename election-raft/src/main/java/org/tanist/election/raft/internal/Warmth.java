package org.tanist.election.raft.internal;

import java.io.IOException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
        // Later than the start itself, with which it would compete.
        executor.schedule(Preload::run, 1500, TimeUnit.MILLISECONDS);
        executor.scheduleWithFixedDelay(this::round, 500, 1000, TimeUnit.MILLISECONDS);
    }

    private void round() {
        for (Member member : node.membership().members()) {
            if (!member.id().equals(node.id())) {
                try {
                    node.askNothing(member.id());
                } catch (IOException | RuntimeException e) {
                    LOG.debug("{} is not reached: {}", member.name(), e.getMessage());
                }
            }
        }
    }

    void stop() {
        executor.shutdownNow();
    }
}
