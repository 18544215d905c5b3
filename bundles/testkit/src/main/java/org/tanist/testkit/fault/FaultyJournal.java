package org.tanist.testkit.fault;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.journal.Entry;
import org.tanist.journal.EntryConsumer;
import org.tanist.journal.Journal;
import org.tanist.journal.JournalInfo;
import org.tanist.journal.JournalWriter;
import org.tanist.journal.Snapshot;

/**
 * A journal whose calls fail as a {@link FaultPlan} says. A failed append means "outcome unknown", as the SPI has it; an append is never
 * torn, so a torn write counts as a lost answer. Followers are not disturbed.
 */
public final class FaultyJournal implements Journal {
    private final Journal journal;
    private final Gate gate;
    private final Queue<CompletableFuture<Position>> hanging = new ConcurrentLinkedQueue<>();

    /** Wraps a journal; closing this closes it. */
    public FaultyJournal(Journal journal, FaultPlan plan) {
        this.journal = journal;
        this.gate = new Gate(plan);
    }

    /** Lets every hanging call fail. */
    public void release() {
        gate.release();
        for (CompletableFuture<Position> one = hanging.poll(); one != null; one = hanging.poll()) {
            one.completeExceptionally(new IOException("injected: the call hung until it was released"));
        }
    }

    @Override
    public JournalWriter open(Term term) throws IOException {
        Fault fault = gate.before("open", "");
        JournalWriter writer = journal.open(term);
        if (fault != Fault.NONE) {
            writer.close();
        }
        gate.after(fault, "open", "");
        return new FaultyWriter(writer);
    }

    @Override
    public void follow(EntryConsumer consumer) {
        journal.follow(consumer);
    }

    @Override
    public void checkpoint(Snapshot snapshot) throws IOException {
        Fault fault = gate.before("checkpoint", "");
        journal.checkpoint(snapshot);
        gate.after(fault, "checkpoint", "");
    }

    @Override
    public JournalInfo info() {
        return journal.info();
    }

    @Override
    public void close() {
        release();
        journal.close();
    }

    private final class FaultyWriter implements JournalWriter {
        private final JournalWriter writer;

        FaultyWriter(JournalWriter writer) {
            this.writer = writer;
        }

        @Override
        public Position start() {
            return writer.start();
        }

        @Override
        public CompletionStage<Position> append(List<Entry> batch) {
            return disturbed("append", () -> writer.append(batch));
        }

        @Override
        public CompletionStage<Position> confirm() {
            return disturbed("confirm", writer::confirm);
        }

        @Override
        public void close() {
            writer.close();
        }
    }

    private CompletionStage<Position> disturbed(String operation, Supplier<CompletionStage<Position>> call) {
        Fault fault = gate.next(operation, "");
        return switch (fault) {
            case NONE -> call.get();
            case IO_ERROR, NO_SPACE ->
                CompletableFuture.failedFuture(new IOException("injected: " + fault + " in " + operation));
            case HANG -> {
                CompletableFuture<Position> never = new CompletableFuture<>();
                hanging.add(never);
                yield never;
            }
            case TORN_WRITE, LOST_ANSWER ->
                call.get()
                        .thenCompose(done -> CompletableFuture.failedFuture(
                                new IOException("injected: the answer of " + operation + " was lost")));
        };
    }
}
