package org.tanist.testkit.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tanist.cluster.Term;
import org.tanist.election.ElectionListener;
import org.tanist.election.ElectionView;
import org.tanist.election.Standing;

/** Listens to one candidacy, and remembers what it was told and how. Thread-safe. */
public final class ViewLog implements ElectionListener {
    private final List<ElectionView> views = new ArrayList<>();
    private boolean busy;
    private boolean ended;
    private String fault = "";

    @Override
    public void changed(ElectionView view) {
        synchronized (this) {
            blameIf(busy, "two calls of the listener at once");
            blameIf(ended, "a call of the listener after close()");
            String thread = Thread.currentThread().getName();
            blameIf(!thread.startsWith("tanist-"), "a call of the listener from thread '" + thread + "'");
            busy = true;
        }
        synchronized (this) {
            views.add(view);
            busy = false;
        }
    }

    private void blameIf(boolean broken, String what) {
        if (broken && fault.isEmpty()) {
            fault = what;
        }
    }

    /** Every later call is a fault. */
    synchronized void end() {
        ended = true;
    }

    /** What was told, oldest first. */
    public synchronized List<ElectionView> views() {
        return List.copyOf(views);
    }

    /** The terms in which this master was told to lead, each once, oldest first. */
    public synchronized List<Term> granted() {
        return views.stream()
                .flatMap(view -> view.standing() instanceof Standing.Leading leading
                        ? Stream.of(leading.term())
                        : Stream.empty())
                .distinct()
                .toList();
    }

    /** The first breach of the listener's contract; empty if there was none. */
    public synchronized String fault() {
        return fault;
    }
}
