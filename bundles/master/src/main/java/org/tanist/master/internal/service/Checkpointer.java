package org.tanist.master.internal.service;

import java.io.DataOutputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.TanistException;
import org.tanist.journal.Entry;
import org.tanist.journal.Journal;
import org.tanist.journal.JournalInfo;
import org.tanist.journal.Snapshot;
import org.tanist.master.internal.platform.Ticker;

/**
 * Decides when a checkpoint is due and has it written in the background, one at a time. Thread-safe.
 *
 * <p>It is due when the configured limits are reached, or earlier if it costs little beside what it saves: a master that starts reads the
 * newest checkpoint and then applies every later entry, and until it has done that it is a poor successor. Early ones wait until the entries
 * since the last one have as many bytes as that had, so that all of them together write no more than the entries did.
 */
public final class Checkpointer {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);
    private static final long EARLY_ENTRIES = 5_000;
    private static final double EARLY_PAUSE_MILLIS = 10_000;

    private final ServiceHost host;
    private final Executor executor;
    private final Ticker ticker;
    private final Supplier<Limits> limits;
    private final AtomicReference<@Nullable CompletableFuture<JournalInfo>> running = new AtomicReference<>();
    private volatile @Nullable Journal journal;
    private volatile long stateBytes;
    private long entries;
    private long bytes;
    private long begunNanos;

    /** After how many entries, or bytes of entries, a checkpoint is due. */
    public record Limits(long entries, long bytes) {}

    /** Writes on the given executor. */
    public Checkpointer(ServiceHost host, Executor executor, Ticker ticker, Supplier<Limits> limits) {
        this.host = host;
        this.executor = executor;
        this.ticker = ticker;
        this.limits = limits;
        this.begunNanos = ticker.nanos();
    }

    /** Where checkpoints go from now on. */
    public void attach(Journal target) {
        journal = target;
    }

    /** An entry was applied. Only by the delivery thread. */
    public void applied(Entry entry) {
        entries++;
        bytes += entry.size();
        if (due() && running.get() == null) {
            checkpoint();
            entries = 0;
            bytes = 0;
            begunNanos = ticker.nanos();
        }
    }

    private boolean due() {
        Limits limit = limits.get();
        boolean cheap = entries >= EARLY_ENTRIES && bytes >= stateBytes;
        return entries >= limit.entries()
                || bytes >= limit.bytes()
                || (cheap && ticker.millisSince(begunNanos) >= EARLY_PAUSE_MILLIS);
    }

    /** Takes a checkpoint now, or joins the one that is being written. */
    public CompletableFuture<JournalInfo> checkpoint() {
        CompletableFuture<JournalInfo> mine = new CompletableFuture<>();
        CompletableFuture<JournalInfo> other = running.compareAndExchange(null, mine);
        if (other != null) {
            return other;
        }
        Journal target = journal;
        if (target == null) {
            running.set(null);
            mine.completeExceptionally(new IllegalStateException("there is no journal yet"));
            return mine;
        }
        Snapshot snapshot = host.freeze();
        executor.execute(() -> write(target, snapshot, mine));
        return mine;
    }

    private void write(Journal target, Snapshot snapshot, CompletableFuture<JournalInfo> done) {
        long start = ticker.nanos();
        try {
            target.checkpoint(new Snapshot(snapshot.position(), out -> {
                DataOutputStream counter = new DataOutputStream(out);
                snapshot.source().writeTo(counter);
                counter.flush();
                stateBytes = counter.size();
            }));
            if (target.info().checkpoint().compareTo(snapshot.position()) >= 0) {
                LOG.info(
                        "checkpoint at {} written in {} ms",
                        snapshot.position(),
                        Math.round(ticker.millisSince(start)));
                running.set(null);
                done.complete(target.info());
            } else {
                LOG.debug("the checkpoint at {} is left to the active", snapshot.position());
                running.set(null);
                done.completeExceptionally(new TanistException(
                        ErrorCode.REFUSED,
                        "the masters share their journal, so its checkpoints are written by the active"));
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("checkpoint at {} failed, the journal keeps growing until one succeeds", snapshot.position(), e);
            running.set(null);
            done.completeExceptionally(new CompletionException(e));
        }
    }
}
