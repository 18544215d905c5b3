package org.tanist.election.raft.internal;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.election.raft.internal.machine.ClaimMachine;
import org.tanist.election.raft.internal.record.Batch;
import org.tanist.journal.Entry;
import org.tanist.journal.JournalWriter;
import org.tanist.journal.StaleTermException;
import org.tanist.journal.group.AppendQueue;

/**
 * Group commit for one term: one Raft entry is on its way at a time, and what waits goes into the next one, see {@link
 * AppendQueue}.
 *
 * <p>More entries in flight were measured to be slower. A batch is acknowledged when it was applied here, because the log brought it as
 * committed, or because another node that leads the Raft group told so first ({@link Verdict}). Until then, and as long as the term lasts,
 * it is submitted again when a submission fails. Its number makes the repetition harmless, so a change of the Raft leader is invisible to
 * callers.
 */
final class RaftWriter implements JournalWriter {
    private static final int MANY = 100;
    private static final int LOOKS = 3;
    private static final long RESUBMIT_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** What is applied here. */
    record Applied(ClaimMachine machine, AppliedGate gate) {}

    private record Flight(Batch batch, byte[] bytes, AppendQueue.Batch callers) {}

    private final Term term;
    private final Position start;
    private final Gateway gateway;
    private final ReadBarrier barrier;
    private final ScheduledExecutorService timer;
    private final ClaimMachine machine;
    private final AppliedGate gate;
    private final AppendQueue queue = new AppendQueue();
    private @Nullable Flight flight;
    private long number;
    private long submittedNanos;
    private boolean ended;
    private volatile long lastAppendNanos = System.nanoTime();

    RaftWriter(
            Term term,
            Position start,
            Gateway gateway,
            ReadBarrier barrier,
            Applied applied,
            ScheduledExecutorService timer) {
        this.term = term;
        this.start = start;
        this.gateway = gateway;
        this.barrier = barrier;
        this.machine = applied.machine();
        this.gate = applied.gate();
        this.timer = timer;
    }

    @Override
    public Position start() {
        return start;
    }

    /** When something was appended last, on the monotonic clock. */
    long lastAppendNanos() {
        return lastAppendNanos;
    }

    @Override
    public CompletionStage<Position> append(List<Entry> batch) {
        if (batch.isEmpty()) {
            return CompletableFuture.completedFuture(machine.delivered());
        }
        lastAppendNanos = System.nanoTime();
        CompletableFuture<Position> done = queue.add(batch);
        pump();
        return done;
    }

    private void pump() {
        Flight next;
        synchronized (this) {
            if (flight != null || ended) {
                return;
            }
            AppendQueue.Batch callers = queue.next().orElse(null);
            if (callers == null) {
                return;
            }
            number++;
            Batch batch = new Batch(term.value(), number, callers.entries());
            next = new Flight(batch, batch.encode(), callers);
            flight = next;
        }
        machine.expect(next.batch());
        submit(next, 1);
    }

    private void submit(Flight wanted, int attempt) {
        synchronized (this) {
            if (flight != wanted || ended) {
                return;
            }
            submittedNanos = System.nanoTime();
        }
        gateway.submit(wanted.bytes()).whenComplete((verdict, failure) -> {
            if (failure != null) {
                resubmit(wanted, attempt);
            } else if (verdict.counts() && machine.anticipate(wanted.batch(), verdict.last())) {
                // All that counted before it is of this term, too, and was delivered: a read may go up to here.
                gate.reached(verdict.raftIndex());
                counted(wanted.batch(), new Position(term, verdict.last()));
            }
        });
    }

    private void resubmit(Flight wanted, int attempt) {
        // While the Raft leader is dead this fails at once; its successor is there soon, and writes wait for it.
        long delay = attempt < MANY ? Math.min(4, attempt) : 20;
        try {
            timer.schedule(() -> submit(wanted, attempt + 1), delay, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            end(new IOException("this master is closing", e));
        }
    }

    /** Submits again what has been on its way for too long: its answer may be lost. Called now and then. */
    void nudge() {
        Flight late;
        synchronized (this) {
            late = flight;
            if (late == null || System.nanoTime() - submittedNanos < RESUBMIT_NANOS) {
                return;
            }
        }
        submit(late, 1);
    }

    /** A batch of this term counted. */
    void counted(Batch batch, Position last) {
        Flight landed;
        synchronized (this) {
            landed = flight;
            if (landed == null || landed.batch().number() != batch.number()) {
                return;
            }
        }
        landed.callers().committed(term, last.index() - batch.entries().size());
        boolean gathers;
        synchronized (this) {
            if (flight != landed) {
                return;
            }
            flight = null;
            gathers = queue.landed(landed.callers());
        }
        if (gathers) {
            gather(landed.batch().number(), queue.waiting(), LOOKS);
        } else {
            pump();
        }
    }

    /** Looks now and then whether the callers of a batch still come back: with the last of them, the next batch goes out. */
    private void gather(long after, int waiting, int left) {
        Threads.later(timer, () -> gathered(after, waiting, left), AppendQueue.GATHERING.toMillis());
    }

    private void gathered(long after, int before, int left) {
        synchronized (this) {
            if (number != after) {
                return;
            }
        }
        int waiting = queue.waiting();
        if (left > 1 && waiting > before) {
            gather(after, waiting, left - 1);
        } else {
            queue.hurry();
            pump();
        }
    }

    /** A newer term is in force: nothing on its way can count any more, because the log has passed it. */
    void fence(Term newest) {
        end(new StaleTermException(term, newest));
    }

    private void end(IOException reason) {
        Flight failed;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            failed = flight;
            flight = null;
        }
        if (failed != null) {
            failed.callers().failed(reason);
        }
        queue.end(reason);
    }

    @Override
    public CompletionStage<Position> confirm() {
        return barrier.confirm(term);
    }

    @Override
    public void close() {
        end(new IOException(
                "the writer of term " + term + " is closed: whether the entry will be committed is unknown"));
    }
}
