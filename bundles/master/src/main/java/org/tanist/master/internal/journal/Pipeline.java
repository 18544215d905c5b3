package org.tanist.master.internal.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.tanist.cluster.Position;
import org.tanist.journal.Entry;
import org.tanist.master.internal.journal.History.SnapshotFile;

/**
 * What waits in a writer: first to be written, then to be synced and checked against the fence. Both parts are bounded; the second one
 * is what a successor may have to put into a seal. Thread-safe.
 */
final class Pipeline {
    static final int MOST_QUEUED = 64 << 20;
    static final int MOST_UNCOMMITTED = 4 << 20;
    static final int GROUP = 1 << 20;

    private final ArrayDeque<Item> queue = new ArrayDeque<>();
    private final ArrayDeque<Written> uncommitted = new ArrayDeque<>();
    private final List<CompletableFuture<Position>> reads = new ArrayList<>();
    private long queuedBytes;
    private long uncommittedBytes;
    private long syncedTicket;

    /**
     * Something to be written.
     *
     * @param entries a batch; empty for a checkpoint
     * @param checkpoint empty for a batch
     * @param answer completed when it is committed
     * @param bytes about how many it takes
     */
    record Item(
            List<Entry> entries, Optional<SnapshotFile> checkpoint, CompletableFuture<Position> answer, long bytes) {
        static Item of(List<Entry> batch) {
            long bytes = 64 + batch.stream().mapToLong(Entry::size).sum();
            return new Item(List.copyOf(batch), Optional.empty(), new CompletableFuture<>(), bytes);
        }

        static Item of(SnapshotFile checkpoint) {
            return new Item(List.of(), Optional.of(checkpoint), new CompletableFuture<>(), 256);
        }
    }

    /**
     * Something on its way.
     *
     * @param ticket grows with each one
     * @param record as it stands in the segment
     * @param item what it came from
     */
    record Written(long ticket, SegmentRecord record, Item item) {}

    /** Everything that waited. */
    record Left(List<Item> queued, List<Written> written, List<CompletableFuture<Position>> reads) {}

    /** Takes it, unless too much waits. */
    synchronized boolean offer(Item item) {
        if (queuedBytes + item.bytes() > MOST_QUEUED) {
            return false;
        }
        queue.add(item);
        queuedBytes += item.bytes();
        return true;
    }

    /** Takes an item back, if it was not taken to be written. */
    synchronized boolean retract(Item item) {
        boolean was = queue.remove(item);
        queuedBytes -= was ? item.bytes() : 0;
        return was;
    }

    /** Whether something can be written now. */
    synchronized boolean writable() {
        Item next = queue.peek();
        return next != null && fits(next, 0);
    }

    private boolean fits(Item item, long taken) {
        long before = uncommittedBytes + taken;
        return before == 0 || before + item.bytes() <= MOST_UNCOMMITTED;
    }

    /** The next group to be written; empty if there is nothing, or no room. */
    synchronized List<Item> take() {
        List<Item> group = new ArrayList<>();
        long bytes = 0;
        for (Item next = queue.peek();
                next != null && fits(next, bytes) && (bytes == 0 || bytes + next.bytes() <= GROUP);
                next = queue.peek()) {
            group.add(queue.remove());
            bytes += next.bytes();
        }
        queuedBytes -= bytes;
        return group;
    }

    /** A group is about to be appended. */
    synchronized void written(List<Written> group) {
        uncommitted.addAll(group);
        uncommittedBytes += group.stream().mapToLong(one -> one.item().bytes()).sum();
    }

    /** Everything up to this ticket is synced. */
    synchronized void synced(long ticket) {
        syncedTicket = ticket;
    }

    synchronized long synced() {
        return syncedTicket;
    }

    /** A read wants to know that the term is not over. */
    synchronized void read(CompletableFuture<Position> answer) {
        reads.add(answer);
    }

    synchronized List<CompletableFuture<Position>> takeReads() {
        List<CompletableFuture<Position>> taken = List.copyOf(reads);
        reads.clear();
        return taken;
    }

    /** Whether something waits for the fence to be read. */
    synchronized boolean uncheckable() {
        return reads.isEmpty()
                && (uncommitted.isEmpty() || uncommitted.element().ticket() > syncedTicket);
    }

    /** Removes what is committed now. */
    synchronized List<Written> commit(long upToTicket) {
        List<Written> committed = new ArrayList<>();
        for (Written next = uncommitted.peek();
                next != null && next.ticket() <= upToTicket;
                next = uncommitted.peek()) {
            committed.add(uncommitted.remove());
            uncommittedBytes -= next.item().bytes();
        }
        return committed;
    }

    /** Whether nothing is on its way. */
    synchronized boolean settled() {
        return uncommitted.isEmpty();
    }

    /** Removes what was not written yet. */
    synchronized List<Item> drainQueue() {
        List<Item> queued = List.copyOf(queue);
        queue.clear();
        queuedBytes = 0;
        return queued;
    }

    /** Removes everything. */
    synchronized Left drain() {
        Left left = new Left(drainQueue(), List.copyOf(uncommitted), takeReads());
        uncommitted.clear();
        uncommittedBytes = 0;
        return left;
    }
}
