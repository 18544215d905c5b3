package org.tanist.election.raft.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;

/**
 * Lets followers know what is committed: at once if they must, not with the next heartbeat; or when no further entry has brought the news
 * for a few milliseconds. A follower takes over a commit index only as far as its own log is flushed, so one that is slower than the majority
 * may miss what it is told at the moment of the commit: it is told once more as soon as its log is known to reach so far. Otherwise it is
 * not told again before a reply was due, because a follower that is busy (it has just started, say) would only be held up by what it cannot
 * use yet. Thread-safe; returns at once.
 */
final class CommitPush {
    private static final long LOOK_MILLIS = 1;
    /** A follower that lacks no more entries than this has probably just got them, only its answer is not here yet. */
    private static final long NEAR = 8;
    /** How many looks until a follower that has the entry is told again: the message, or its answer, may be lost. */
    private static final int REPEAT = 50;
    /** After so many looks the ordinary heartbeats have to do. */
    private static final int MOST = 200;
    /** After so long without a further entry nobody else brings the news. */
    private static final long QUIET_MILLIS = 5;

    private static final int QUIET_LOOKS = 4;

    private final RaftNode node;
    private final ScheduledExecutorService executor;
    private final Map<MasterId, Long> wanted = new ConcurrentHashMap<>();
    private final AtomicBoolean watching = new AtomicBoolean();

    CommitPush(RaftNode node, ScheduledExecutorService executor) {
        this.node = node;
        this.executor = executor;
    }

    /** If this node leads: tells all followers that do not know soon, unless entries go on to come and tell them. */
    void toAllSoon() {
        if (node.leads() && watching.compareAndSet(false, true)) {
            watchOn(node.commitIndex(), QUIET_LOOKS);
        }
    }

    private void watchOn(long seen, int left) {
        Threads.later(executor, () -> watch(seen, left), QUIET_MILLIS);
    }

    private void watch(long seen, int left) {
        long now = node.commitIndex();
        if (seen != now) {
            watchOn(now, QUIET_LOOKS);
            return;
        }
        List<MasterId> behind = others().filter(id -> node.behind(id, now)).toList();
        behind.stream().filter(id -> node.has(id, now)).forEach(node::push);
        if (left > 1 && !behind.isEmpty()) {
            watchOn(now, left - 1);
            return;
        }
        watching.set(false);
        if (now != node.commitIndex()) {
            toAllSoon();
        }
    }

    /** If this node leads: tells all followers. */
    void toAll() {
        others().forEach(this::to);
    }

    /** If this node leads: tells the active, if that is another. */
    void toActive() {
        active().ifPresent(this::to);
    }

    /** If this node leads: tells the active, if that is another that does not know this much. */
    void toActive(long raftIndex) {
        active().filter(id -> node.behind(id, raftIndex)).ifPresent(this::to);
    }

    private Optional<MasterId> active() {
        return node.machine().ledger().active().filter(id -> node.leads() && !id.equals(node.id()));
    }

    private Stream<MasterId> others() {
        return node.membership().members().stream().map(Member::id).filter(id -> node.leads() && !id.equals(node.id()));
    }

    /** Tells one follower. */
    private void to(MasterId follower) {
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
