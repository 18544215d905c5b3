package org.tanist.election.raft.internal;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;
import org.tanist.cluster.Term;
import org.tanist.election.ElectionListener;
import org.tanist.election.ElectionView;
import org.tanist.election.Standing;
import org.tanist.election.ViewTeller;
import org.tanist.election.raft.internal.record.Ledger;

/**
 * What this master is, in its own eyes, and who is told about it. Its lock is held for a moment only, never while the listener
 * is called.
 */
final class Outlook implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outlook.class);

    private final Member self;
    private final Term floor;
    private final ViewTeller teller;
    private volatile ElectionView view = ElectionView.unknown();

    private Ledger ledger = Ledger.EMPTY;
    private Membership membership = Membership.EMPTY;
    private Map<MasterId, Boolean> links = Map.of();
    private boolean coordinated;
    private String trouble = "no majority was reached yet";
    private long incarnation = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    private boolean resigned;
    private boolean left;
    private long handingOver = -1;
    private long removedAt = -1;
    private @Nullable String failure;

    Outlook(Member self, Term floor, ElectionListener listener) {
        this.self = self;
        this.floor = floor;
        this.teller = new ViewTeller(
                listener,
                this::view,
                failure -> LOG.error("an election listener failed", failure),
                task -> Threads.daemon("tanist-election", task));
    }

    ElectionView view() {
        return view;
    }

    synchronized long incarnation() {
        return incarnation;
    }

    synchronized boolean eligible() {
        return !resigned && failure == null;
    }

    long floor() {
        return floor.value();
    }

    synchronized boolean mine(Ledger other) {
        return other.active().filter(self.id()::equals).isPresent()
                && other.incarnation() == incarnation
                && other.term() > floor.value();
    }

    synchronized void ledger(Ledger newest) {
        ledger = newest;
        publish();
    }

    /** Another member knows a newer membership without this master. */
    synchronized void removedAt(long configuration) {
        removedAt = Math.max(removedAt, configuration);
    }

    /** The members without this master, if it was removed after the configuration that it knows itself. */
    synchronized Membership without(Membership members, long configuration) {
        if (removedAt <= configuration) {
            return members;
        }
        return new Membership(members.members().stream()
                .filter(member -> !member.id().equals(self.id()))
                .toList());
    }

    /** This master cannot take part any more, for the rest of its life. */
    synchronized void fail(String reason) {
        failure = reason;
        publish();
    }

    /** Why it cannot, unless it was removed: then standing again would not help. */
    synchronized Optional<String> failure() {
        return membership.find(self.id()).isPresent() ? Optional.ofNullable(failure) : Optional.empty();
    }

    synchronized void surroundings(Membership members, Map<MasterId, Boolean> reached) {
        membership = members;
        links = reached;
        publish();
    }

    synchronized void coordination(boolean works, String problem) {
        coordinated = works;
        trouble = problem;
        publish();
    }

    /** Gives up the lead: the next incarnation cannot take up the old term, even if nobody else wants it. */
    synchronized boolean resign() {
        if (resigned) {
            return false;
        }
        resigned = true;
        incarnation++;
        publish();
        return true;
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

    private Standing standing() {
        if (!mine(ledger) || resigned || ledger.term() == handingOver) {
            return new Standing.Following();
        }
        Term term = new Term(ledger.term());
        if (failure != null) {
            return new Standing.Uncertain(term, failure);
        }
        return coordinated ? new Standing.Leading(term) : new Standing.Uncertain(term, trouble);
    }

    private void publish() {
        Optional<Member> active = ledger.active().flatMap(membership::find);
        if (active.isEmpty() && ledger.active().filter(self.id()::equals).isPresent()) {
            active = Optional.of(self);
        }
        ElectionView next = new ElectionView(
                standing(),
                active,
                new Term(ledger.term()),
                membership,
                coordinated && failure == null,
                links,
                ledger.cause());
        if (!next.equals(view)) {
            view = next;
            teller.changed();
        }
    }

    /** No listener call follows, except one that is running already when this is called by the listener itself. */
    @Override
    public void close() {
        teller.close();
    }
}
