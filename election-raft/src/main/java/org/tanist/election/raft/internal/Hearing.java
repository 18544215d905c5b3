package org.tanist.election.raft.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;

/**
 * For how long each other master has been silent, as far as this one may believe its own ears, and whether the others say so, too.
 *
 * <p>Silence is no proof of a stop: on a machine that has more to do than it can, a pulse that passes several threads on both sides is late
 * now and then, and so is this master itself. So a member of which half the time-out has heard nothing is asked twice: for a pulse, and by a
 * ping on its link, which is answered without any of its executors; and a majority must agree, see {@link ClaimPolicy}. One that has
 * really stopped answers neither, and is found silent by all at the same time, so this costs nothing. Called by one thread.
 */
final class Hearing {
    private static final Logger LOG = LoggerFactory.getLogger(Hearing.class);

    private final MasterId self;
    private final Roster roster;
    private final long timeoutNanos;
    private final Consumer<MasterId> ask;
    private final Runnable tell;
    /** Since when each member is known to be one. */
    private final Map<MasterId, Long> memberSince = new HashMap<>();

    private final Set<MasterId> excused = new HashSet<>();
    private long lastTurnNanos = System.nanoTime();
    private long trustNobodySilentUntil = System.nanoTime();

    /**
     * Nobody is known yet.
     *
     * @param ask asks a member that was not heard for a while for a sign of life; returns at once
     * @param tell tells all members that others are silent than before; returns at once
     */
    Hearing(MasterId self, Roster roster, Duration timeout, Consumer<MasterId> ask, Runnable tell) {
        this.self = self;
        this.roster = roster;
        this.timeoutNanos = timeout.toNanos();
        this.ask = ask;
        this.tell = tell;
    }

    /** Several times in each time-out: asks who is silent, and tells the roster of those that are for too long. */
    void turn(Membership members, long now) {
        if (now - lastTurnNanos > timeoutNanos / 3) {
            // This process itself stood still: that the others were not heard says nothing about them.
            trustNobodySilentUntil = now + timeoutNanos;
        }
        lastTurnNanos = now;
        memberSince.keySet().removeIf(id -> members.find(id).isEmpty());
        Set<MasterId> silent = new HashSet<>();
        for (Member member : members.members()) {
            memberSince.putIfAbsent(member.id(), now);
            if (member.id().equals(self)) {
                continue;
            }
            long pulse = pulseAge(member.id(), now);
            // Only so many questions: a peer that has stopped takes none of them out of its socket.
            if (pulse >= timeoutNanos / 2 && pulse < 2 * timeoutNanos && !roster.foundDead(member.id())) {
                ask.accept(member.id());
            }
            if (silence(member.id(), now).toNanos() >= timeoutNanos) {
                silent.add(member.id());
            }
            excuse(member, pulse, silent);
        }
        if (roster.silent(silent)) {
            tell.run();
        }
    }

    /** For how long a member has given no sign of life, as far as this master may judge: pulses, and for a while also answers to pings. */
    Duration silence(MasterId id, long now) {
        if (now - trustNobodySilentUntil < 0) {
            return Duration.ZERO;
        }
        long pulse = pulseAge(id, now);
        return Duration.ofNanos(pulse < 2 * timeoutNanos ? Math.min(pulse, roster.answerAgeNanos(id)) : pulse);
    }

    /** Whether a majority, this master included, has not heard a member for the time-out. */
    boolean agreed(MasterId id, Membership members) {
        return roster.silentVotes(id, members, timeoutNanos) >= members.majority();
    }

    /** A newcomer may be named active before its first pulse has come here. */
    private long pulseAge(MasterId id, long now) {
        return Math.min(roster.ageNanos(id), now - memberSince.getOrDefault(id, now));
    }

    private void excuse(Member member, long pulse, Set<MasterId> silent) {
        if (pulse < timeoutNanos) {
            excused.remove(member.id());
        } else if (pulse < 2 * timeoutNanos && !silent.contains(member.id()) && excused.add(member.id())) {
            LOG.debug(
                    "{} gave no pulse for {} ms, but it answers a ping or this master itself was late",
                    member.name(),
                    pulse / 1_000_000);
        }
    }
}
