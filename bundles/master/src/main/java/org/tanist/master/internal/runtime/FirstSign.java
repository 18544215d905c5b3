package org.tanist.master.internal.runtime;

import org.tanist.cluster.Term;
import org.tanist.election.ElectionView;
import org.tanist.election.Standing;
import org.tanist.master.internal.platform.Ticker;

/** When this master first saw that the active of a term might be gone: the beginning of the gap that a new term ends. */
final class FirstSign {
    private final Ticker ticker;
    private Term term = Term.NONE;
    private long atNanos;
    private boolean seen;
    private long endedNanos;

    FirstSign(Ticker ticker) {
        this.ticker = ticker;
    }

    synchronized void viewed(ElectionView view) {
        boolean gone = view.leader().isEmpty()
                || !view.coordinated()
                || !view.links().getOrDefault(view.leader().get().id(), true);
        if (!view.term().equals(term)) {
            term = view.term();
            endedNanos = seen ? atNanos : ticker.nanos();
            seen = false;
        }
        if (gone && !seen) {
            seen = true;
            atNanos = ticker.nanos();
        } else if (!gone && !(view.standing() instanceof Standing.Leading)) {
            seen = false;
        }
    }

    /** Milliseconds since the first sign that the term before was over; at least the given ones. */
    synchronized double millis(double atLeast) {
        return Math.max(atLeast, ticker.millisSince(endedNanos));
    }
}
