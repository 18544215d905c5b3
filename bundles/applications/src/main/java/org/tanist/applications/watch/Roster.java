package org.tanist.applications.watch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tanist.applications.state.State;
import org.tanist.applications.state.Worker;
import org.tanist.applications.view.WorkerView;

/**
 * When which worker was heard of in this term. A worker that there was before counts from the beginning of the term: that is its grace
 * period. One that registers later counts from when it is first seen here. Thread-safe; all times are nanoseconds of the active's
 * monotonic clock.
 */
final class Roster {
    private final Timing timing;
    private final Map<String, Seen> seen = new HashMap<>();

    /**
     * What is known of a worker.
     *
     * @param registered which registration this is about
     * @param nanos when it was heard of last, or from when its silence counts
     * @param heard whether it was heard of at all in this term
     * @param condemned whether it was given up: it gets no answer any more before it has registered anew
     */
    private record Seen(long registered, long nanos, boolean heard, boolean condemned) {}

    /** Of a term that begins now, with the workers that there are. */
    Roster(Timing timing, State state, long now) {
        this.timing = timing;
        state.workers().values().forEach(worker -> notice(worker, now));
    }

    /** How a sign of life was taken. */
    enum Sign {
        /** The first of this registration in this term. */
        FIRST,
        /** One of many. */
        FURTHER,
        /** Not at all: the worker is given up, which nothing but a new registration can undo. */
        TOO_LATE
    }

    /** Notes a sign of life. */
    synchronized Sign heard(Worker worker, long now) {
        Seen before = of(worker);
        if (before != null && before.condemned()) {
            return Sign.TOO_LATE;
        }
        seen.put(worker.name(), new Seen(worker.registered(), now, true, false));
        return before == null || !before.heard() ? Sign.FIRST : Sign.FURTHER;
    }

    /** The workers that have been silent for too long; from now on they are given up. */
    synchronized List<Worker> giveUp(State state, long now) {
        List<Worker> overdue = new ArrayList<>();
        for (Worker worker : state.workers().values()) {
            Seen known = notice(worker, now);
            if (!worker.lost() && now - known.nanos() >= timing.timeout().toNanos()) {
                seen.put(worker.name(), new Seen(worker.registered(), known.nanos(), known.heard(), true));
                overdue.add(worker);
            }
        }
        return overdue;
    }

    private Seen notice(Worker worker, long now) {
        Seen known = of(worker);
        if (known == null) {
            known = new Seen(worker.registered(), now, false, false);
            seen.put(worker.name(), known);
        }
        return known;
    }

    /** Whether instances may be placed on it: it was heard of in this term, and not long ago. */
    synchronized boolean trusts(Worker worker, long now) {
        Seen known = of(worker);
        return known != null
                && known.heard()
                && !known.condemned()
                && now - known.nanos() < timing.suspicion().toNanos();
    }

    /** As it is shown to people. */
    synchronized WorkerView.Sight sight(Worker worker, long now) {
        Seen known = of(worker);
        long silence = known == null ? 0 : Math.max(0, now - known.nanos());
        return new WorkerView.Sight(silence >= timing.suspicion().toNanos(), silence / 1_000_000);
    }

    /** What is known of this registration; an older one says nothing about it. */
    private @Nullable Seen of(Worker worker) {
        Seen known = seen.get(worker.name());
        return known != null && known.registered() == worker.registered() ? known : null;
    }
}
