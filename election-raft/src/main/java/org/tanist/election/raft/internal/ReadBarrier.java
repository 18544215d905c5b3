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
        this.rounds = new Rounds<>(() -> attempt(System.nanoTime() + limitNanos));
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

    private CompletableFuture<Position> attempt(long deadlineNanos) {
        return gateway.barrier()
                .thenCompose(gate::await)
                .thenApply(applied -> machine.delivered())
                .exceptionallyCompose(failure -> again(deadlineNanos, failure));
    }

    private CompletableFuture<Position> again(long deadlineNanos, Throwable failure) {
        if (System.nanoTime() - deadlineNanos >= 0) {
            return CompletableFuture.failedFuture(
                    new IOException("no majority confirmed in time that this master is still the active", failure));
        }
        CompletableFuture<Position> later = new CompletableFuture<>();
        try {
            timer.schedule(
                    () -> attempt(deadlineNanos).whenComplete((position, problem) -> {
                        if (problem == null) {
                            later.complete(position);
                        } else {
                            later.completeExceptionally(problem);
                        }
                    }),
                    RETRY_MILLIS,
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            later.completeExceptionally(new IOException("this master is closing", e));
        }
        return later;
    }
}
