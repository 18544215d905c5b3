package org.tanist.election.zookeeper.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;

/**
 * Decides whether the lead is free for this master, and when it is its turn. It takes time from its caller and asks nobody; an error here costs
 * a needless change of the active, never safety. For one thread.
 */
final class Vacancy {
    private static final int LONGEST_STEP_MILLIS = 200;
    private static final int SHORTEST_STEP_MILLIS = 20;
    /** For the members that a new cluster lacks yet. */
    private static final int GATHERING_MILLIS = 1000;

    private final Member self;
    private final boolean early;
    private final Map<MasterId, Long> dead = new HashMap<>();
    private boolean vacant;
    private long vacantSince;

    /** Whether to take the lead. */
    sealed interface Answer {
        /** Now, for this reason. */
        record Take(String cause) implements Answer {}

        /** Perhaps after so many milliseconds. */
        record Wait(long millis) implements Answer {}

        /** Somebody leads. */
        record Leave() implements Answer {}
    }

    /** Of this master; {@code early} if the death of an active counts before its session is over. */
    Vacancy(Member self, boolean early) {
        this.self = self;
        this.early = early;
    }

    /** A member surely ended, or answers again. */
    void linked(MasterId id, boolean ended, Facts facts) {
        if (ended) {
            // The session under which it led at that moment: should it lead again under another one, it lives.
            long owner = facts.active()
                    .filter(active -> active.member().id().equals(id))
                    .map(Facts.Active::owner)
                    .orElse(0L);
            dead.put(id, owner);
        } else {
            dead.remove(id);
        }
    }

    /** Whether a member is known to have ended. */
    boolean ended(MasterId id) {
        return dead.containsKey(id);
    }

    /** This master leads. */
    void filled() {
        vacant = false;
    }

    /** Whether this master, which may lead, takes the lead now. */
    Answer look(Facts facts, Duration session, long nowNanos) {
        Optional<Facts.Active> active = facts.active();
        if (active.isPresent() && active.get().member().id().equals(self.id())) {
            return new Answer.Take(self.name() + " (active) had restarted or lost its session");
        }
        if (active.isPresent() && !diedLeading(active.get())) {
            vacant = false;
            return new Answer.Leave();
        }
        if (!vacant) {
            vacant = true;
            vacantSince = nowNanos;
        }
        long waited = TimeUnit.NANOSECONDS.toMillis(nowNanos - vacantSince);
        long due = dueMillis(facts, session);
        return waited < due ? new Answer.Wait(due - waited) : new Answer.Take(cause(facts));
    }

    /** When it is this master's turn, from the moment at which the lead was free. */
    private long dueMillis(Facts facts, Duration session) {
        Optional<MasterId> heir = facts.term().heir();
        if (heir.filter(self.id()::equals).isPresent()) {
            return 0;
        }
        if (heir.filter(id -> !dead.containsKey(id) && facts.eligible(id)).isPresent()) {
            return facts.term().heirMillis();
        }
        long step = Math.min(LONGEST_STEP_MILLIS, Math.max(SHORTEST_STEP_MILLIS, session.toMillis() / 8));
        long turn = Succession.rank(facts, dead.keySet(), self.id()) * step;
        return stillGathers(facts) ? Math.max(turn, Math.min(GATHERING_MILLIS, session.toMillis())) : turn;
    }

    /** The first active of a new cluster shall be the first in line, not whoever was started first: that is so when all are there. */
    private static boolean stillGathers(Facts facts) {
        return facts.term().term() == 0
                && !facts.membership().members().stream().allMatch(member -> facts.eligible(member.id()));
    }

    private boolean diedLeading(Facts.Active active) {
        return early && dead.getOrDefault(active.member().id(), 0L) == active.owner();
    }

    private static String cause(Facts facts) {
        if (facts.active().isPresent()) {
            return facts.active().get().member().name() + " (active) died: its connection broke and its ports refuse";
        }
        if (facts.term().holder().isEmpty()) {
            return facts.term().term() == 0 ? "first election" : facts.term().cause();
        }
        String name = facts.term()
                .holder()
                .flatMap(facts.membership()::find)
                .map(Member::name)
                .orElse("the active");
        return name + " (active) lost its ZooKeeper session";
    }
}
