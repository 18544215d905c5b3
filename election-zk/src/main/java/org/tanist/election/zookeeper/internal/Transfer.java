package org.tanist.election.zookeeper.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Term;
import org.tanist.election.Outcome;
import org.tanist.election.Standing;
import org.tanist.election.zookeeper.internal.ensemble.Ensemble;
import org.tanist.election.zookeeper.internal.ensemble.EnsembleException;
import org.tanist.election.zookeeper.internal.ensemble.Threads;
import org.tanist.election.zookeeper.internal.record.TermRecord;

/**
 * Planned transfers: one commit ends the own term and names the heir, who takes the next one; nobody else does for a while. On the
 * steward's thread but for {@link #to}.
 */
final class Transfer {
    private static final int RETRY_MILLIS = 10;

    private record Order(Member target, long term, CompletableFuture<Outcome> outcome) {}

    private final Member self;
    private final Steward steward;
    private final Claims claims;
    private final Ensemble ensemble;
    private final Outlook outlook;
    private final Duration timeout;
    private final ScheduledExecutorService executor;
    private @Nullable Order current;

    Transfer(
            Steward steward,
            Claims claims,
            Ensemble ensemble,
            Outlook outlook,
            Duration timeout,
            ScheduledExecutorService executor) {
        this.self = outlook.self();
        this.steward = steward;
        this.claims = claims;
        this.ensemble = ensemble;
        this.outlook = outlook;
        this.timeout = timeout;
        this.executor = executor;
    }

    /** Any thread. A member that was started or added a moment ago may not take part yet: that is waited for. */
    CompletableFuture<Outcome> to(MasterId id, Duration limit) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        long hearUntil = System.nanoTime() + timeout.toNanos();
        steward.post(() -> attempt(id, limit, hearUntil, outcome));
        return outcome;
    }

    private void attempt(MasterId id, Duration limit, long hearUntil, CompletableFuture<Outcome> outcome) {
        Facts facts = steward.facts();
        boolean unheard = facts.membership().find(id).isPresent()
                && !facts.eligible(id)
                && !steward.ended(id)
                && outlook.view().standing() instanceof Standing.Leading;
        if (unheard && System.nanoTime() - hearUntil < 0) {
            Threads.later(executor, () -> attempt(id, limit, hearUntil, outcome), RETRY_MILLIS);
        } else {
            begin(id, limit, outcome);
        }
    }

    private void begin(MasterId id, Duration limit, CompletableFuture<Outcome> outcome) {
        Facts facts = steward.facts();
        if (!(outlook.view().standing() instanceof Standing.Leading leading)
                || leading.term().value() != facts.term().term()) {
            outcome.complete(new Outcome.Refused(List.of(self.name() + " is not leading")));
            return;
        }
        Optional<Member> target = facts.membership().find(id);
        List<String> reasons = reasons(facts, id, target);
        if (target.isEmpty() || !reasons.isEmpty()) {
            outcome.complete(new Outcome.Refused(reasons));
            return;
        }
        Order order = new Order(target.get(), leading.term().value(), outcome);
        current = order;
        steward.transferring(true);
        outlook.handOver(order.term());
        TermRecord left = facts.term().left(id, limit.toMillis(), "transfer ordered by " + self.name());
        ensemble.commit(claims.release(facts, left))
                .whenCompleteAsync((done, failure) -> left(order, facts, left, failure), executor);
        Threads.later(executor, () -> giveUp(order), limit.toMillis());
    }

    private List<String> reasons(Facts facts, MasterId id, Optional<Member> target) {
        List<String> reasons = new ArrayList<>();
        if (target.isEmpty()) {
            reasons.add("master " + id + " is not a member of the cluster");
        } else if (id.equals(self.id())) {
            reasons.add(self.name() + " leads already");
        } else if (!facts.live().containsKey(id) || steward.ended(id)) {
            reasons.add(target.get().name() + " is not reached");
        } else if (!facts.eligible(id)) {
            reasons.add(target.get().name() + " has resigned and must not become active");
        } else if (current != null) {
            reasons.add("another transfer is under way");
        }
        return reasons;
    }

    private void left(Order order, Facts before, TermRecord left, @Nullable Throwable failure) {
        EnsembleException refused = EnsembleException.of(failure);
        if (failure == null) {
            steward.lookout()
                    .learn(facts -> facts.termVersion() == before.termVersion()
                            ? facts.with(left, before.termVersion() + 1, Optional.empty())
                            : facts);
        } else if (refused == null || !refused.unknown()) {
            end(order, new Outcome.RolledBack("another term had begun: " + failure.getMessage()));
            steward.lookout().refreshTerm();
        }
    }

    /** The znodes are known anew: a transfer may have ended. */
    void settle() {
        Order order = current;
        Facts facts = steward.facts();
        if (order == null || facts.term().term() <= order.term()) {
            return;
        }
        boolean there = facts.active()
                .filter(active -> active.member().id().equals(order.target().id()))
                .isPresent();
        end(
                order,
                there
                        ? new Outcome.Done(new Term(facts.term().term()))
                        : new Outcome.RolledBack("another master took term "
                                + facts.term().term() + ": " + facts.term().cause()));
    }

    private void giveUp(Order order) {
        end(order, new Outcome.RolledBack(order.target().name() + " did not take the lead in time"));
    }

    private void end(Order order, Outcome outcome) {
        if (current != order) {
            return;
        }
        current = null;
        // If the commit was lost, the lead is still here and is taken up again; if it comes late, it fences this
        // master.
        outlook.handOver(-1);
        steward.transferring(false);
        order.outcome().complete(outcome);
    }

    /** This master closes: an order that has not been carried out by now will not be. */
    void close() {
        Order order = current;
        if (order != null) {
            order.outcome().complete(new Outcome.RolledBack(self.name() + " is closing"));
        }
    }
}
