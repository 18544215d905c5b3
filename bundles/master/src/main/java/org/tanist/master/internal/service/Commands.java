package org.tanist.master.internal.service;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.TanistException;
import org.tanist.journal.Entry;
import org.tanist.journal.JournalWriter;
import org.tanist.journal.StaleTermException;
import org.tanist.master.internal.platform.Ticker;
import org.tanist.service.Reply;
import org.tanist.service.Request;

/** The commands on their way: appended here, and waiting to be applied on this master. Thread-safe. */
public final class Commands {
    private static final int MOST_WAITING = 20_000;

    private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();
    private final Ticker ticker;
    private final Executor replies;
    private final Timings commitTimes = new Timings();

    private record Waiting(CompletableFuture<Reply> future, long startNanos) {}

    /** Completes callers on the given executor. */
    public Commands(Ticker ticker, Executor replies) {
        this.ticker = ticker;
        this.replies = replies;
    }

    /** Appends one command with the writer; see {@code ClusterControl.submit} for how the stage ends. */
    public CompletionStage<Reply> submit(JournalWriter writer, String service, String id, Request request) {
        if (waiting.size() >= MOST_WAITING) {
            return CompletableFuture.failedFuture(new TanistException(
                    ErrorCode.OVERLOADED, MOST_WAITING + " commands are waiting already: try again in a moment"));
        }
        Waiting mine = new Waiting(new CompletableFuture<>(), ticker.nanos());
        Waiting other = waiting.putIfAbsent(id, mine);
        if (other != null) {
            return other.future();
        }
        Entry entry = new Entry(service, id, ticker.wallMillis(), request.encode());
        writer.append(List.of(entry)).whenComplete((position, failure) -> {
            if (failure != null) {
                fail(id, failure);
            }
        });
        return mine.future();
    }

    /** An entry was applied here: whoever waits for it gets the reply. */
    public void applied(Entry entry, Reply reply) {
        Waiting mine = waiting.remove(entry.id());
        if (mine != null) {
            commitTimes.add(ticker.nanos() - mine.startNanos());
            replies.execute(() -> mine.future().complete(reply));
        }
    }

    /** The term is over: whoever still waits is told that the outcome is not known. */
    public void endTerm(String reason) {
        giveUp("this master stood down before the command was applied: " + reason);
    }

    /**
     * The state was taken from a snapshot. Entries that it contains are never applied one by one, so whoever waits for one of them is
     * told to ask again; the reply is remembered.
     */
    public void restored() {
        giveUp("this master took its state from a snapshot while the command was on its way");
    }

    private void giveUp(String why) {
        TanistException unknown = new TanistException(ErrorCode.UNKNOWN_OUTCOME, why + "; retry with the same id");
        for (String id : List.copyOf(waiting.keySet())) {
            Waiting mine = waiting.remove(id);
            if (mine != null) {
                replies.execute(() -> mine.future().completeExceptionally(unknown));
            }
        }
    }

    /** How many are on their way. */
    public int waiting() {
        return waiting.size();
    }

    /** Completes when no command that was on its way at the call is any more; never fails. */
    public CompletableFuture<Void> flushed() {
        CompletableFuture<?>[] all = waiting.values().stream()
                .map(w -> w.future().exceptionally(failure -> null))
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(all);
    }

    /** Times from submission to application. */
    public Timings commitTimes() {
        return commitTimes;
    }

    private void fail(String id, Throwable failure) {
        Waiting mine = waiting.remove(id);
        if (mine != null) {
            TanistException shown = shown(failure);
            replies.execute(() -> mine.future().completeExceptionally(shown));
        }
    }

    private static TanistException shown(Throwable failure) {
        @Nullable Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof TanistException known) {
            return known;
        }
        if (cause instanceof StaleTermException) {
            return new TanistException(
                    ErrorCode.NOT_ACTIVE, "this master is no longer active: " + cause.getMessage(), cause);
        }
        return new TanistException(
                ErrorCode.UNKNOWN_OUTCOME,
                "the journal could not say whether the command took effect: " + failure.getMessage()
                        + "; retry with the same id",
                failure);
    }
}
