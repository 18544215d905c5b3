package org.tanist.journal.group;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.journal.Entry;

/**
 * The appends of one term that wait for a commit to carry them.
 *
 * <p>Appends leave in the order in which they came, and one that is taken is answered by whoever took it. A commit costs servers and
 * followers much, an entry in it little. So while many append, the next batch waits for most of those who were answered just now, since they
 * will append again: {@link #landed}. Thread-safe.
 */
public final class AppendQueue {
    /** What is put together; a single append may be larger. */
    private static final int BATCH_BYTES = 256 << 10;

    private static final int LARGEST_BATCH_BYTES = 3 << 20;
    private static final int MOST_WAITING = 65_536;
    /** With fewer callers than this there is little to gather. */
    private static final int FEW = 8;

    /** How long {@link #landed} asks its caller to wait: less than a commit takes. */
    public static final Duration GATHERING = Duration.ofMillis(2);

    private static final double MOST = 0.75;

    private final ArrayDeque<Append> waiting = new ArrayDeque<>();
    private final double share;
    private @Nullable IOException over;
    /** How many appends the next batch waits for. */
    private int wanted;

    private record Append(List<Entry> entries, int bytes, CompletableFuture<Position> done) {}

    /** A queue whose batches wait for three of four callers. */
    public AppendQueue() {
        this(MOST);
    }

    /**
     * A queue for commits that cost more, or less.
     *
     * @param share of those who were answered just now, how many the next batch waits for; between 0 and 1
     */
    public AppendQueue(double share) {
        this.share = share;
    }

    /**
     * Queues entries that are to be committed together. The result completes with the position of the last one; exceptionally when they are
     * too many bytes, when too many appends wait already, or with the reason that {@link #end} was given.
     *
     * @param entries at least one
     */
    public CompletableFuture<Position> add(List<Entry> entries) {
        CompletableFuture<Position> done = new CompletableFuture<>();
        int bytes = entries.stream().mapToInt(Entry::size).sum();
        IOException refusal;
        synchronized (this) {
            refusal = refusal(bytes);
            if (refusal == null) {
                waiting.add(new Append(List.copyOf(entries), bytes, done));
            }
        }
        if (refusal != null) {
            done.completeExceptionally(refusal);
        }
        return done;
    }

    private @Nullable IOException refusal(int bytes) {
        if (bytes > LARGEST_BATCH_BYTES) {
            return new IOException(
                    "a batch of " + bytes + " bytes is over " + LARGEST_BATCH_BYTES + ": append it in parts");
        }
        if (over == null && waiting.size() >= MOST_WAITING) {
            return new IOException(MOST_WAITING + " appends wait already: slow down");
        }
        return over;
    }

    /**
     * A commit is there, and no other one is on its way. If true, {@link #next} gives nothing until most of the callers have appended again,
     * and whoever calls this has to call {@link #hurry} after {@link #GATHERING}, or some time later if ever more of them are {@link #waiting}.
     */
    public synchronized boolean landed(Batch batch) {
        int callers = batch.size() + waiting.size();
        wanted = callers < FEW ? 0 : (int) (callers * share);
        return waiting.size() < wanted;
    }

    /** How many appends wait. */
    public synchronized int waiting() {
        return waiting.size();
    }

    /** What waits has waited long enough. */
    public synchronized void hurry() {
        wanted = 0;
    }

    /** Takes out what the next commit is to carry; empty if nothing waits, or not enough yet. */
    public synchronized Optional<Batch> next() {
        if (waiting.size() < wanted) {
            return Optional.empty();
        }
        wanted = 0;
        List<Append> taken = new ArrayList<>();
        int bytes = 0;
        while (!waiting.isEmpty()
                && (taken.isEmpty() || bytes + waiting.element().bytes() <= BATCH_BYTES)) {
            Append append = waiting.remove();
            taken.add(append);
            bytes += append.bytes();
        }
        return taken.isEmpty() ? Optional.empty() : Optional.of(new Batch(taken));
    }

    /** Fails what waits and whatever is added from now on; the first reason stays. What was taken is not touched. */
    public void end(IOException reason) {
        List<Append> failed;
        synchronized (this) {
            if (over != null) {
                return;
            }
            over = reason;
            failed = List.copyOf(waiting);
            waiting.clear();
        }
        failed.forEach(append -> append.done().completeExceptionally(reason));
    }

    /** Appends that one commit carries. */
    public static final class Batch {
        private final List<Append> appends;

        private Batch(List<Append> appends) {
            this.appends = List.copyOf(appends);
        }

        /** How many appends it carries. */
        public int size() {
            return appends.size();
        }

        /** All entries, in order. */
        public List<Entry> entries() {
            return appends.stream().flatMap(append -> append.entries().stream()).toList();
        }

        /**
         * Tells each caller where its last entry is.
         *
         * @param before index of the entry before the first one
         */
        public void committed(Term term, long before) {
            long index = before;
            for (Append append : appends) {
                index += append.entries().size();
                append.done().complete(new Position(term, index));
            }
        }

        /** Fails all callers. */
        public void failed(IOException reason) {
            appends.forEach(append -> append.done().completeExceptionally(reason));
        }
    }
}
