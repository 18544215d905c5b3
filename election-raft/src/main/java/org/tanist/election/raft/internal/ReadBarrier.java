package org.tanist.election.raft.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.election.raft.internal.machine.ClaimMachine;
import org.tanist.journal.StaleTermException;
import org.tanist.journal.group.Rounds;

/** The active's part of a linearizable read: get a read index, apply up to it, look whether the term still stands. */
final class ReadBarrier {
    private static final long RETRY_MILLIS = 3;

    private final ClaimMachine machine;
    private final AppliedGate gate;
    private final ScheduledExecutorService timer;
    private final long limitNanos;
    private final Rounds<Position> rounds;
    private final Gateway gateway;

    ReadBarrier(
            ClaimMachine machine, AppliedGate gate, Gateway gateway, ScheduledExecutorService timer, Duration limit) {
        this.machine = machine;
        this.gate = gate;
        this.gateway = gateway;
        this.timer = timer;
        this.limitNanos = limit.toNanos();
        this.rounds = new Rounds<>(this::attempts);
    }

    /** Completes with a position that the state must have reached; fails if the term is over or it takes too long. */
    CompletableFuture<Position> confirm(Term term) {
        return rounds.next().thenCompose(position -> {
            long newest = machine.ledger().term();
            return newest == term.value()
                    ? CompletableFuture.completedFuture(position)
                    : CompletableFuture.failedFuture(new StaleTermException(term, new Term(newest)));
        });
    }

    /**
     * Tries until it works or the time is over. One future for all tries: were each try's future completed by the next one's, thousands of
     * them would complete each other in one stack, overflow it, and leave the round open for good.
     */
    private CompletableFuture<Position> attempts() {
        CompletableFuture<Position> result = new CompletableFuture<>();
        attempt(result, System.nanoTime() + limitNanos);
        return result;
    }

    private void attempt(CompletableFuture<Position> result, long deadlineNanos) {
        gateway.barrier().thenCompose(gate::await).whenComplete((applied, failure) -> {
            if (failure == null) {
                result.complete(machine.delivered());
            } else if (System.nanoTime() - deadlineNanos >= 0) {
                result.completeExceptionally(
                        new IOException("no majority confirmed in time that this master is still the active", failure));
            } else {
                again(result, deadlineNanos);
            }
        });
    }

    private void again(CompletableFuture<Position> result, long deadlineNanos) {
        try {
            timer.schedule(() -> attempt(result, deadlineNanos), RETRY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(new IOException("this master is closing", e));
        }
    }
}
