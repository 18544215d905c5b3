package org.tanist.election.raft.internal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.election.raft.internal.machine.ClaimMachine;
import org.tanist.election.raft.internal.record.Batch;
import org.tanist.election.raft.internal.record.Ledger;
import org.tanist.journal.EntryConsumer;
import org.tanist.journal.Journal;
import org.tanist.journal.JournalInfo;
import org.tanist.journal.JournalWriter;
import org.tanist.journal.Snapshot;
import org.tanist.journal.StaleTermException;

/** The Raft log as Tanist's journal. */
final class RaftJournal implements Journal {
    private static final Logger LOG = LoggerFactory.getLogger(RaftJournal.class);
    private static final long KEPT_BYTES = 16L << 20;

    /** Whether the applied ledger names this life of this master. */
    @FunctionalInterface
    interface Ownership {
        boolean mine(Ledger ledger);
    }

    private final RaftNode node;
    private final Path directory;
    private final Ownership ownership;
    private final Function<Ledger, RaftWriter> writers;
    private final AtomicReference<@Nullable RaftWriter> writer = new AtomicReference<>();
    private final AtomicLong opened = new AtomicLong();
    private final AtomicLong fenced = new AtomicLong();

    RaftJournal(RaftNode node, Path directory, Ownership ownership, Function<Ledger, RaftWriter> writers) {
        this.node = node;
        this.directory = directory;
        this.ownership = ownership;
        this.writers = writers;
    }

    @Override
    public JournalWriter open(Term term) throws IOException {
        // The claim of this term is applied here, so it is committed: from its place in the log on, no batch of an
        // older term
        // counts on any master. That is the fence; nothing has to be asked or written.
        Ledger ledger = node.machine().ledger();
        if (ledger.term() != term.value()) {
            throw new StaleTermException(term, new Term(ledger.term()));
        }
        if (!ownership.mine(ledger)) {
            throw new IOException("term " + term + " was not granted to this master");
        }
        long before = opened.getAndUpdate(last -> Math.max(last, term.value()));
        if (before >= term.value()) {
            throw new IOException("term " + term + " has been opened already");
        }
        RaftWriter next = writers.apply(ledger);
        RaftWriter previous = writer.getAndSet(next);
        if (previous != null) {
            previous.close();
        }
        Ledger now = node.machine().ledger();
        if (now.term() != term.value()) {
            next.fence(new Term(now.term()));
            throw new StaleTermException(term, new Term(now.term()));
        }
        return next;
    }

    /** The writer that is open, if any. */
    @Nullable
    RaftWriter writer() {
        return writer.get();
    }

    void claimed(Ledger ledger) {
        RaftWriter open = writer.get();
        if (open != null && ledger.term() > opened.get()) {
            open.fence(new Term(ledger.term()));
        }
    }

    void counted(Batch batch, Position last) {
        RaftWriter open = writer.get();
        if (open != null && batch.term() == opened.get()) {
            open.counted(batch, last);
        }
    }

    void voided(Batch batch, Ledger ledger) {
        if (batch.term() < ledger.term()) {
            fenced.incrementAndGet();
        }
    }

    @Override
    public void follow(EntryConsumer consumer) {
        node.machine().attach(consumer);
    }

    /** Cuts a short log not at all: masters that were away for a moment need its end, instead of a whole checkpoint. */
    @Override
    public void checkpoint(Snapshot snapshot) throws IOException {
        if (node.machine().store(snapshot) && bytes("log_") > KEPT_BYTES) {
            node.purge().whenComplete((reply, failure) -> {
                if (failure != null) {
                    LOG.warn("the log could not be cut after a checkpoint: {}", failure.getMessage());
                }
            });
        }
    }

    @Override
    public JournalInfo info() {
        ClaimMachine machine = node.machine();
        Position applied = machine.delivered();
        Position decided = machine.ledger().position();
        Position committed = decided.compareTo(applied) > 0 ? decided : applied;
        String coordinator = node.leader().map(MasterId::toString).orElse("");
        return new JournalInfo("raft", applied, committed, machine.checkpoint(), bytes(""), fenced.get(), coordinator);
    }

    private long bytes(String beginning) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.map(Path::toFile)
                    .filter(file -> file.isFile() && file.getName().startsWith(beginning))
                    .mapToLong(File::length)
                    .sum();
        } catch (IOException | java.io.UncheckedIOException e) {
            // Files come and go while Ratis works; the next call will do.
            return 0;
        }
    }

    @Override
    public void close() {
        RaftWriter open = writer.get();
        if (open != null) {
            open.close();
        }
        node.machine().detach();
    }
}
