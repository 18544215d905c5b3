package org.tanist.election.raft.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;

/**
 * Lets followers know at once, not with the next heartbeat, what is committed. A follower takes over a commit index only as far as its
 * own log is flushed, so one that is slower than the majority would miss a single push: it is told again until its replies show that it
 * knows. Thread-safe; returns at once.
 */
final class CommitPush {
    private static final long PAUSE_MILLIS = 1;
    private static final int MOST = 200;

    private final RaftNode node;
    private final ScheduledExecutorService executor;
    private final Map<MasterId, Long> wanted = new ConcurrentHashMap<>();

    CommitPush(RaftNode node, ScheduledExecutorService executor) {
        this.node = node;
        this.executor = executor;
    }

    /** Tells all followers. */
    void toAll() {
        for (Member member : node.membership().members()) {
            if (!member.id().equals(node.id())) {
                to(member.id());
            }
        }
    }

    /** Tells one follower. */
    void to(MasterId follower) {
        node.push(follower);
        if (wanted.put(follower, node.commitIndex()) == null) {
            Threads.later(executor, () -> again(follower, MOST), PAUSE_MILLIS);
        }
    }

    private void again(MasterId follower, int left) {
        Long index = wanted.get(follower);
        if (index != null && left > 0 && node.behind(follower, index)) {
            node.push(follower);
            Threads.later(executor, () -> again(follower, left - 1), PAUSE_MILLIS);
        } else if (index != null && !wanted.remove(follower, index)) {
            Threads.later(executor, () -> again(follower, MOST), PAUSE_MILLIS);
        }
    }
}
