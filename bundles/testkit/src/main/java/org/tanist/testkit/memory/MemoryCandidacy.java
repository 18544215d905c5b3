package org.tanist.testkit.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;
import org.tanist.cluster.TanistException;
import org.tanist.cluster.Term;
import org.tanist.election.Candidacy;
import org.tanist.election.ElectionListener;
import org.tanist.election.ElectionView;
import org.tanist.election.MembershipChange;
import org.tanist.election.Outcome;
import org.tanist.election.Standing;
import org.tanist.journal.Journal;

/** One master's part in a {@link MemoryCluster}. */
final class MemoryCandidacy implements Candidacy {
    private final MemoryCluster cluster;
    private final Member self;
    private final ElectionListener listener;
    final MemoryJournal journal;

    private volatile ElectionView view = ElectionView.unknown();
    private volatile boolean resigned;
    private volatile boolean left;
    private volatile boolean closed;

    /** Held during a call of the listener, so that close() can wait for its end. Not a lock on any state. */
    private final ReentrantLock calling = new ReentrantLock();

    MemoryCandidacy(MemoryCluster cluster, Member self, ElectionListener listener) {
        this.cluster = cluster;
        this.self = self;
        this.listener = listener;
        this.journal = new MemoryJournal(cluster, self.id());
    }

    Member self() {
        return self;
    }

    /** Whether this master may be elected. */
    boolean willing() {
        return !resigned && !left && !closed && journal.followed();
    }

    /** Something may have changed: look at it after the delay of the moment. */
    void wake() {
        cluster.later(this::look);
    }

    private void look() {
        calling.lock();
        try {
            if (closed || cluster.isPaused(self.id())) {
                return;
            }
            ElectionView newest = cluster.view(self.id(), view);
            if (!newest.equals(view)) {
                view = newest;
                listener.changed(newest);
            }
        } finally {
            calling.unlock();
        }
    }

    @Override
    public ElectionView view() {
        ElectionView now = view;
        if (!left || !(now.standing() instanceof Standing.Leading)) {
            return now;
        }
        // It has given up the lead, though the news of that is still on its way.
        return new ElectionView(
                new Standing.Following(),
                now.leader(),
                now.term(),
                now.membership(),
                now.coordinated(),
                now.links(),
                now.cause());
    }

    @Override
    public Optional<Journal> journal() {
        return Optional.of(journal);
    }

    @Override
    public CompletionStage<Outcome> transfer(MasterId target, Duration limit) {
        List<String> reasons = new ArrayList<>();
        if (!cluster.leads(self.id()) || !(view.standing() instanceof Standing.Leading)) {
            reasons.add(self.name() + " does not lead");
        }
        if (cluster.member(target).isEmpty()) {
            reasons.add("there is no master " + target);
        } else if (!cluster.electable(target)) {
            reasons.add("the target is not reached, or must not lead");
        }
        if (!reasons.isEmpty()) {
            return CompletableFuture.completedFuture(new Outcome.Refused(reasons));
        }
        Term before = cluster.term();
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        cluster.elect(target, "transfer ordered by " + self.name());
        watch(target, before, outcome);
        cluster.after(limit, () -> outcome.complete(new Outcome.RolledBack("not done within " + limit)));
        return outcome;
    }

    /** Asks again and again whether the target knows that it leads, until it does, or somebody else does. */
    private void watch(MasterId target, Term before, CompletableFuture<Outcome> outcome) {
        cluster.after(Duration.ofMillis(1), () -> {
            Optional<Term> granted = cluster.acknowledged(target);
            if (granted.isPresent() && granted.get().isNewerThan(before)) {
                outcome.complete(new Outcome.Done(granted.get()));
            } else if (!cluster.leads(target)) {
                outcome.complete(new Outcome.RolledBack("the cluster elected by itself"));
            } else if (!outcome.isDone()) {
                watch(target, before, outcome);
            }
        });
    }

    @Override
    public void resign(String reason) {
        resigned = true;
        cluster.settle(self.name() + " resigned: " + reason);
    }

    @Override
    public void resume() {
        resigned = false;
        cluster.settle(self.name() + " resumed");
    }

    @Override
    public CompletionStage<Membership> change(MembershipChange change) {
        try {
            return CompletableFuture.completedFuture(cluster.change(self.id(), change));
        } catch (TanistException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void leave() {
        if (!left) {
            left = true;
            cluster.settle(self.name() + " is leaving");
        }
    }

    @Override
    public void close() {
        boolean alone = enterAlone();
        try {
            if (closed) {
                return;
            }
            closed = true;
        } finally {
            if (alone) {
                calling.unlock();
            }
        }
        journal.close();
        cluster.left(this);
    }

    /** Waits for the end of a listener call, but not for ever: the listener may itself wait for whoever closes. */
    private boolean enterAlone() {
        try {
            return calling.tryLock(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
