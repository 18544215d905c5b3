package org.tanist.election.zookeeper.internal;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Term;
import org.tanist.election.ElectionListener;
import org.tanist.election.ElectionView;
import org.tanist.election.Standing;
import org.tanist.election.ViewTeller;
import org.tanist.election.zookeeper.internal.ensemble.Threads;

/**
 * What this master is, in its own eyes, and who is told about it. Its lock is held for a moment only, never while the listener is
 * called. The view looks at the lease each time it is asked for: once the lease was seen to be over, the term stays uncertain for good, because
 * who acts on the view may have stopped already.
 */
final class Outlook implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outlook.class);
    private static final String LAPSED = "ZooKeeper has not confirmed the lead within the lease";

    private final Member self;
    private final Lease lease;
    private final ViewTeller teller;
    private volatile long lapsedTerm = -1;
    private volatile ElectionView view = ElectionView.unknown();

    private Facts facts = Facts.NONE;
    private Map<MasterId, Boolean> links = Map.of();
    private boolean coordinated;
    private long leading = -1;
    private boolean resigned;
    private boolean left;
    private long handingOver = -1;
    private @Nullable String failure;

    Outlook(Member self, Lease lease, ElectionListener listener) {
        this.self = self;
        this.lease = lease;
        this.teller = new ViewTeller(
                listener,
                this::view,
                failure -> LOG.error("an election listener failed", failure),
                task -> Threads.daemon("tanist-election", task));
    }

    ElectionView view() {
        ElectionView now = view;
        if (!(now.standing() instanceof Standing.Leading led)) {
            return now;
        }
        if (lease.over() && lapsedTerm < led.term().value()) {
            lapsedTerm = led.term().value();
            LOG.warn("{} in term {}: every effect stops", LAPSED, led.term());
            teller.changed();
        }
        // Also when a late answer has renewed the lease meanwhile.
        return lapsed(led.term().value()) ? uncertain(now, led.term()) : now;
    }

    private static ElectionView uncertain(ElectionView now, Term term) {
        return new ElectionView(
                new Standing.Uncertain(term, LAPSED),
                now.leader(),
                now.term(),
                now.membership(),
                now.coordinated(),
                now.links(),
                now.cause());
    }

    /** Whether this term was given up because the lease ran out. */
    boolean lapsed(long term) {
        return lapsedTerm >= term;
    }

    /** The session is over, and with it the term. */
    synchronized void lapse() {
        lapsedTerm = Math.max(lapsedTerm, leading);
        publish();
    }

    /** What is known now; {@code ledTerm} is the term in which this master leads, -1 if it does not. */
    synchronized void known(Facts newest, long ledTerm) {
        facts = newest;
        leading = ledTerm;
        publish();
    }

    synchronized void links(Map<MasterId, Boolean> reached) {
        links = reached;
        publish();
    }

    synchronized void coordination(boolean works) {
        coordinated = works;
        publish();
    }

    synchronized boolean resigned() {
        return resigned;
    }

    /** Gives up the lead; the term cannot be taken up again. */
    synchronized boolean resign() {
        boolean changed = !resigned;
        resigned = true;
        publish();
        return changed;
    }

    /** Gives up the lead and never takes one again. */
    synchronized void leave() {
        left = true;
        resign();
    }

    synchronized boolean resume() {
        boolean changed = resigned && !left;
        resigned = left;
        publish();
        return changed;
    }

    /** Stops leading in this term while a transfer is on its way; -1 takes the lead up again. */
    synchronized void handOver(long term) {
        handingOver = term;
        publish();
    }

    /** This master cannot take part any more. */
    synchronized void fail(String reason) {
        failure = reason;
        lapsedTerm = Math.max(lapsedTerm, leading);
        publish();
    }

    synchronized Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    private Standing standing() {
        if (leading < 0 || resigned || leading == handingOver) {
            return new Standing.Following();
        }
        Term term = new Term(leading);
        String broken = failure;
        if (broken != null) {
            return new Standing.Uncertain(term, broken);
        }
        return lapsed(leading) ? new Standing.Uncertain(term, LAPSED) : new Standing.Leading(term);
    }

    private void publish() {
        Optional<Member> leader = facts.active()
                .map(active -> facts.membership().find(active.member().id()).orElseGet(active::member));
        ElectionView next = new ElectionView(
                standing(),
                leader,
                new Term(facts.term().term()),
                facts.membership(),
                coordinated && failure == null,
                links,
                facts.term().cause());
        if (!next.equals(view)) {
            view = next;
            teller.changed();
        }
    }

    Member self() {
        return self;
    }

    /** No listener call follows, except one that is running already when this is called by the listener itself. */
    @Override
    public void close() {
        teller.close();
    }
}
