package org.tanist.election.raft.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;

/**
 * Lets followers know at once, not with the next heartbeat, what is committed. A follower takes over a commit index only as far as its
 * own log is flushed, so one that is slower than the majority may miss what it is told at the moment of the commit: it is told once more
 * as soon as its log is known to reach so far. Otherwise it is not told again before a reply was due, because a follower that is busy
 * (it has just started, say) would only be held up by what it cannot use yet. Thread-safe; returns at once.
 */
final class CommitPush {
    private static final long LOOK_MILLIS = 1;
    /** A follower that lacks no more entries than this has probably just got them, only its answer is not here yet. */
    private static final long NEAR = 8;
    /** How many looks until a follower that has the entry is told again: the message, or its answer, may be lost. */
    private static final int REPEAT = 50;
    /** After so many looks the ordinary heartbeats have to do. */
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
        long index = node.commitIndex();
        long lag = node.lag(follower);
        if (lag <= NEAR) {
            node.push(follower);
        }
        if (wanted.put(follower, index) == null) {
            Threads.later(executor, () -> look(follower, lag == 0 ? index : -1, 1), LOOK_MILLIS);
        }
    }

    /**
     * Looks how far a follower is.
     *
     * @param told the last index of which it was told when its log reached so far
     * @param looks how often it was looked at since
     */
    private void look(MasterId follower, long told, int looks) {
        Long index = wanted.get(follower);
        if (index == null) {
            return;
        }
        if (looks > MOST || !node.behind(follower, index)) {
            if (!wanted.remove(follower, index)) {
                Threads.later(executor, () -> look(follower, told, 1), LOOK_MILLIS);
            }
            return;
        }
        boolean news = told < index && node.has(follower, index);
        if (news || (told >= index && looks % REPEAT == 0)) {
            node.push(follower);
        }
        Threads.later(executor, () -> look(follower, news ? index : told, news ? 1 : looks + 1), LOOK_MILLIS);
    }
}
