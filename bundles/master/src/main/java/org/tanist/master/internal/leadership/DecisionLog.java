package org.tanist.master.internal.leadership;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.Term;
import org.tanist.control.EndedTerm;
import org.tanist.control.Explanation.DecisionRecord;
import org.tanist.master.internal.platform.Ticker;

/** The last decisions that differed from the one before. Thread-safe. */
public final class DecisionLog {
    private static final int KEPT = 50;

    private final Ticker ticker;
    private final Deque<DecisionRecord> kept = new ArrayDeque<>();
    private volatile @Nullable EndedTerm ended;

    /** Empty. */
    public DecisionLog(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Adds a decision. @return whether it is another one than the last */
    synchronized boolean add(Decision decision) {
        String name = decision.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        DecisionRecord last = kept.peekFirst();
        if (last != null && last.decision().equals(name) && last.reason().equals(decision.reason())) {
            return false;
        }
        kept.addFirst(
                new DecisionRecord(Instant.ofEpochMilli(ticker.wallMillis()).toString(), name, decision.reason()));
        while (kept.size() > KEPT) {
            kept.removeLast();
        }
        return true;
    }

    /** A term that was served is given up. */
    void ended(Term term, String reason) {
        ended = new EndedTerm(term.value(), reason);
    }

    /** The last term that this master gave up by itself; null if there is none. */
    public @Nullable EndedTerm ended() {
        return ended;
    }

    /** Newest first. */
    public synchronized List<DecisionRecord> newestFirst() {
        return List.copyOf(kept);
    }

    /** The reason of the newest decision. */
    public synchronized String newestReason() {
        DecisionRecord last = kept.peekFirst();
        return last == null ? "has not decided anything yet" : last.reason();
    }
}
