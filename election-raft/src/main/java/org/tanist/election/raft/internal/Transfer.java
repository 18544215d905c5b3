package org.tanist.election.raft.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Term;
import org.tanist.election.Outcome;
import org.tanist.election.Standing;
import org.tanist.election.raft.internal.peer.Pulse;
import org.tanist.election.raft.internal.record.Claim;
import org.tanist.election.raft.internal.record.Ledger;

/** Planned transfers: one claim for the target, committed by the active that leaves. Thread-safe. */
final class Transfer {
    private static final int RETRY_MILLIS = 10;

    private record Order(Claim claim, Member target, long deadlineNanos, CompletableFuture<Outcome> outcome) {}

    private final Member self;
    private final RaftNode node;
    private final Outlook outlook;
    private final Roster roster;
    private final Gateway gateway;
    private final Duration timeout;
    private final ScheduledExecutorService executor;
    private final AtomicReference<@Nullable Order> current = new AtomicReference<>();

    Transfer(
            Member self,
            RaftNode node,
            Outlook outlook,
            Roster roster,
            Gateway gateway,
            Duration timeout,
            ScheduledExecutorService executor) {
        this.self = self;
        this.node = node;
        this.outlook = outlook;
        this.roster = roster;
        this.gateway = gateway;
        this.timeout = timeout;
        this.executor = executor;
    }

    /**
     * A member that was added a moment ago may not have been heard yet, and one that was started may be reading old orders to be held: that is
     * waited for, as long as a silent one is trusted.
     */
    CompletableFuture<Outcome> to(MasterId id, Duration limit) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        attempt(id, limit, System.nanoTime() + timeout.toNanos(), outcome);
        return outcome;
    }

    private void attempt(MasterId id, Duration limit, long hearUntilNanos, CompletableFuture<Outcome> outcome) {
        boolean unready = node.membership().find(id).isPresent()
                && !id.equals(self.id())
                && roster.contact(id)
                        .filter(contact -> contact.pulse().eligible())
                        .isEmpty()
                && !roster.foundDead(id);
        if (unready && System.nanoTime() - hearUntilNanos < 0) {
            Threads.later(executor, () -> attempt(id, limit, hearUntilNanos, outcome), RETRY_MILLIS);
            return;
        }
        begin(id, limit).thenAccept(outcome::complete);
    }

    private CompletableFuture<Outcome> begin(MasterId id, Duration limit) {
        List<String> reasons = new ArrayList<>();
        if (!(outlook.view().standing() instanceof Standing.Leading leading)) {
            return CompletableFuture.completedFuture(new Outcome.Refused(List.of(self.name() + " is not leading")));
        }
        Optional<Member> target = node.membership().find(id);
        Optional<Pulse> pulse = roster.contact(id).map(Roster.Contact::pulse);
        if (target.isEmpty()) {
            reasons.add("master " + id + " is not a member of the cluster");
        } else if (id.equals(self.id())) {
            reasons.add(self.name() + " leads already");
        } else if (pulse.isEmpty() || roster.foundDead(id) || roster.ageNanos(id) >= timeout.toNanos()) {
            reasons.add(target.get().name() + " is not reached");
        } else if (!pulse.get().eligible()) {
            reasons.add(target.get().name() + " has resigned and must not become active");
        }
        if (!reasons.isEmpty() || pulse.isEmpty() || target.isEmpty()) {
            return CompletableFuture.completedFuture(new Outcome.Refused(reasons));
        }
        Claim claim = new Claim(
                id,
                pulse.get().incarnation(),
                leading.term().value(),
                Math.max(pulse.get().floor(), outlook.floor()),
                "transfer ordered by " + self.name());
        Order order = new Order(claim, target.get(), System.nanoTime() + limit.toNanos(), new CompletableFuture<>());
        if (!current.compareAndSet(null, order)) {
            return CompletableFuture.completedFuture(new Outcome.Refused(List.of("another transfer is under way")));
        }
        outlook.handOver(leading.term().value());
        order.outcome().whenComplete((outcome, failure) -> current.compareAndSet(order, null));
        settle(node.machine().ledger());
        submit(order);
        executor.schedule(() -> giveUp(order), limit.plus(timeout).toMillis(), TimeUnit.MILLISECONDS);
        return order.outcome();
    }

    private void submit(Order order) {
        if (order.outcome().isDone() || System.nanoTime() - order.deadlineNanos() >= 0) {
            return;
        }
        gateway.submit(order.claim().encode()).whenComplete((ok, failure) -> {
            if (!order.outcome().isDone()) {
                executor.schedule(() -> submit(order), RETRY_MILLIS, TimeUnit.MILLISECONDS);
            }
        });
    }

    /** A claim counted: a transfer may have ended. */
    void settle(Ledger ledger) {
        Order order = current.get();
        if (order == null || ledger.term() <= order.claim().expected()) {
            return;
        }
        if (ledger.active().filter(order.target().id()::equals).isPresent()) {
            order.outcome().complete(new Outcome.Done(new Term(ledger.term())));
        } else {
            order.outcome()
                    .complete(new Outcome.RolledBack(
                            "another master was named active in term " + ledger.term() + ": " + ledger.cause()));
        }
    }

    /** This master closes: an order that has not been carried out by now will not be. */
    void close() {
        Order order = current.get();
        if (order != null) {
            order.outcome().complete(new Outcome.RolledBack(self.name() + " is closing"));
        }
    }

    private void giveUp(Order order) {
        if (order.outcome()
                .complete(new Outcome.RolledBack("the order for "
                        + order.target().name() + " was not committed in time: no majority answered"))) {
            // Should the claim be committed after all, the ledger deposes this master in that moment.
            outlook.handOver(-1);
        }
    }
}
