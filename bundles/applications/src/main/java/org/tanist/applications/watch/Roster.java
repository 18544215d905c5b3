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
 * When which worker was heard of in this term. A worker that was never heard of counts from the beginning of the term: that is its
 * grace period. Thread-safe; all times are nanoseconds of the active's monotonic clock.
 */
final class Roster {
    private final Timing timing;
    private final long began;
    private final Map<String, Seen> seen = new HashMap<>();

    /**
     * What is known of a worker.
     *
     * @param registered which registration this is about
     * @param nanos when it was heard of last
     * @param condemned whether it was given up: it gets no answer any more before it has registered anew
     */
    private record Seen(long registered, long nanos, boolean condemned) {}

    Roster(Timing timing, long began) {
        this.timing = timing;
        this.began = began;
    }

    /** Notes a sign of life; false if the worker is given up, which nothing but a new registration can undo. */
    synchronized boolean heard(Worker worker, long now) {
        Seen before = of(worker);
        if (before != null && before.condemned()) {
            return false;
        }
        seen.put(worker.name(), new Seen(worker.registered(), now, false));
        return true;
    }

    /** The workers that have been silent for too long; from now on they are given up. */
    synchronized List<Worker> giveUp(State state, long now) {
        List<Worker> overdue = new ArrayList<>();
        for (Worker worker : state.workers().values()) {
            if (!worker.lost() && silence(worker, now) >= timing.timeout().toNanos()) {
                seen.put(worker.name(), new Seen(worker.registered(), lastHeard(worker), true));
                overdue.add(worker);
            }
        }
        return overdue;
    }

    /** Whether instances may be placed on it: it was heard of in this term, and not long ago. */
    synchronized boolean trusts(Worker worker, long now) {
        Seen known = of(worker);
        return known != null
                && !known.condemned()
                && silence(worker, now) < timing.suspicion().toNanos();
    }

    /** As it is shown to people. */
    synchronized WorkerView.Sight sight(Worker worker, long now) {
        long silence = silence(worker, now);
        return new WorkerView.Sight(silence >= timing.suspicion().toNanos(), silence / 1_000_000);
    }

    private long silence(Worker worker, long now) {
        return Math.max(0, now - lastHeard(worker));
    }

    private long lastHeard(Worker worker) {
        Seen known = of(worker);
        return known == null ? began : known.nanos();
    }

    /** What is known of this registration; an older one says nothing about it. */
    private @Nullable Seen of(Worker worker) {
        Seen known = seen.get(worker.name());
        return known != null && known.registered() == worker.registered() ? known : null;
    }
}
