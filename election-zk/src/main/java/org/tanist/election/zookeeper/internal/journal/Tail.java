package org.tanist.election.zookeeper.internal.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.election.zookeeper.internal.ensemble.Ensemble;
import org.tanist.election.zookeeper.internal.ensemble.EnsembleException;
import org.tanist.election.zookeeper.internal.ensemble.Threads;
import org.tanist.election.zookeeper.internal.ensemble.Znode;
import org.tanist.election.zookeeper.internal.record.BatchRecord;
import org.tanist.election.zookeeper.internal.record.CheckpointRecord;
import org.tanist.election.zookeeper.internal.record.Layout;
import org.tanist.journal.EntryConsumer;

/**
 * Follows the journal and delivers it to the consumer, in order, on one thread. What this master appends itself is delivered without being
 * read again. Methods may be called by any thread.
 */
final class Tail {
    private static final Logger LOG = LoggerFactory.getLogger(Tail.class);

    /** After so many batches in a row the rest is listed and read at once. */
    private static final int FAR_BEHIND = 4;

    private final Ensemble ensemble;
    private final Layout layout;
    private final BatchReader batches;
    private final CheckpointReader checkpoints;
    private final Executor executor;
    private final Consumer<Throwable> broken;

    private volatile @Nullable EntryConsumer consumer;
    private volatile Position applied = Position.START;
    private volatile CheckpointRecord checkpoint = CheckpointRecord.NONE;
    private volatile long cursor = 1;
    private volatile long batchBytes;
    private volatile long directory = ZooKeeperWriter.NO_DIRECTORY;
    private volatile boolean writing;
    private volatile boolean closed;
    private final BatchStarts starts = new BatchStarts();

    private boolean begun;
    private boolean reading;
    private boolean stopped;
    /** Whether the end is looked for; once it is found, each batch is told of, and nothing else need be asked for. */
    private boolean searching;

    private long seen;
    private int hits;
    private List<CompletableFuture<Position>> waiting = new ArrayList<>();

    Tail(Ensemble ensemble, Layout layout, Executor executor, Consumer<Throwable> broken) {
        this.ensemble = ensemble;
        this.layout = layout;
        this.batches = new BatchReader(ensemble, layout);
        this.checkpoints = new CheckpointReader(ensemble, layout);
        this.executor = executor;
        this.broken = broken;
    }

    private void post(Runnable task) {
        Threads.quietly(executor, () -> {
            if (!closed && !stopped) {
                task.run();
            }
        });
    }

    void attach(EntryConsumer to) {
        consumer = to;
        poke();
    }

    boolean attached() {
        return consumer != null;
    }

    Position applied() {
        return applied;
    }

    CheckpointRecord checkpoint() {
        return checkpoint;
    }

    /** Where the newest batch that was delivered is: a directory that is there as long as no newer one is written to. */
    long directory() {
        return directory;
    }

    /** A checkpoint was made here. */
    void checkpointed(CheckpointRecord made) {
        checkpoint = made;
        batchBytes = 0;
        starts.forget(made.batch());
    }

    /** The first index of the batch that holds this entry, which was delivered here since the newest checkpoint. */
    long batchOf(long index) {
        return starts.floor(index);
    }

    /** Bytes of the checkpoint and of the batches since. */
    long bytes() {
        return checkpoint.bytes() + batchBytes;
    }

    /** While this master writes, it need not be told of batches. */
    void writing(boolean now) {
        writing = now;
        if (!now) {
            poke();
        }
    }

    /** A batch that this master appended is committed. */
    void committed(BatchRecord batch, int size) {
        post(() -> {
            if (batch.first() == cursor) {
                deliver(batch, size);
            } else if (batch.first() > cursor) {
                search();
            }
        });
    }

    /** A znode below the journal was made or removed. */
    void changed(String path) {
        long first;
        try {
            first = Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
        } catch (NumberFormatException e) {
            LOG.debug("{} is no batch", path);
            return;
        }
        boolean batch = path.equals(layout.batch(first));
        if (batch && first >= cursor && !writing) {
            post(() -> {
                seen = Math.max(seen, first);
                step();
            });
        }
    }

    /** Something may have been missed: look. */
    void poke() {
        post(this::search);
    }

    private void search() {
        searching = true;
        step();
    }

    /** A newer checkpoint was made by somebody. */
    void checkpointChanged() {
        checkpoints
                .newest()
                .whenComplete((found, failure) -> post(() -> {
                    if (failure == null
                            && found.position().index() > checkpoint.position().index()) {
                        checkpointed(found);
                        search();
                    }
                }));
    }

    /** Everything that is in the journal at some moment after this call, once it was delivered. */
    CompletableFuture<Position> drained() {
        CompletableFuture<Position> done = new CompletableFuture<>();
        post(() -> {
            waiting.add(done);
            step();
        });
        return done;
    }

    private void step() {
        if (reading || stopped || closed || consumer == null) {
            return;
        }
        reading = true;
        if (!begun) {
            checkpoints
                    .newest()
                    .whenComplete((found, failure) -> resumed(failure, () -> {
                        if (!found.name().isEmpty()) {
                            restore(found);
                        }
                        begun = true;
                    }));
        } else if (hits >= FAR_BEHIND) {
            hits = 0;
            batches.from(cursor).whenComplete((found, failure) -> resumed(failure, () -> found.forEach(this::take)));
        } else {
            List<CompletableFuture<Position>> armed = waiting;
            waiting = new ArrayList<>();
            batches.at(cursor).whenComplete((found, failure) -> {
                if (failure != null || found.isPresent()) {
                    post(() -> waiting.addAll(armed));
                }
                resumed(failure, () -> {
                    if (found.isPresent()) {
                        hits++;
                        take(found.get());
                    } else {
                        ended(armed);
                    }
                });
            });
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    /** Goes on with what was read; without an answer a later poke goes on. */
    private void resumed(@Nullable Throwable failure, Work work) {
        post(() -> {
            reading = false;
            try {
                if (failure == null) {
                    long before = cursor;
                    boolean first = !begun;
                    work.run();
                    boolean more = searching || seen >= cursor;
                    if (first || !waiting.isEmpty() || (cursor != before && more)) {
                        step();
                    } else {
                        hits = 0;
                    }
                } else if (EnsembleException.of(failure) == null) {
                    stop(failure);
                } else {
                    LOG.debug("the journal was not read: {}", failure.getMessage());
                }
            } catch (IOException | RuntimeException e) {
                stop(e);
            }
        });
    }

    private void stop(Throwable why) {
        stopped = true;
        waiting.forEach(one -> one.completeExceptionally(why));
        waiting.clear();
        broken.accept(why);
    }

    /** There is no next batch, or it was removed because a checkpoint holds it. */
    private void ended(List<CompletableFuture<Position>> armed) {
        hits = 0;
        searching = false;
        CheckpointRecord newest = checkpoint;
        if (newest.position().index() >= cursor) {
            waiting.addAll(armed);
            reading = true;
            CompletableFuture<Optional<Znode>> again = ensemble.read(layout.batch(cursor));
            checkpoints
                    .newest()
                    .thenCombine(again, (found, batch) -> batch.isPresent() ? CheckpointRecord.NONE : found)
                    .whenComplete((found, failure) -> resumed(failure, () -> {
                        if (found.position().index() >= cursor) {
                            restore(found);
                        }
                    }));
            return;
        }
        armed.forEach(one -> one.complete(applied));
        if (seen >= cursor) {
            checkpointChanged();
        }
    }

    private void take(BatchReader.Read read) {
        if (read.batch().first() == cursor) {
            deliver(read.batch(), read.size());
        }
    }

    private void deliver(BatchRecord batch, int size) {
        EntryConsumer to = consumer;
        if (to == null) {
            return;
        }
        long index = batch.first();
        starts.add(index);
        directory = Layout.directory(index);
        for (var entry : batch.entries()) {
            if (index > applied.index()) {
                Position position = new Position(new Term(batch.term()), index);
                to.apply(position, entry);
                applied = position;
            }
            index++;
        }
        cursor = index;
        batchBytes += size;
    }

    private void restore(CheckpointRecord from) throws IOException {
        EntryConsumer to = consumer;
        if (to == null) {
            return;
        }
        CheckpointRecord restored = checkpoints.restore(from, to);
        LOG.info("restored the checkpoint at {}", restored.position());
        checkpointed(restored);
        searching = true;
        applied = restored.position();
        cursor = restored.batch();
        skipBatchOfCheckpoint(restored);
    }

    /** The batch that holds the checkpoint's last entry is read again for what follows in it, unless it is gone. */
    private void skipBatchOfCheckpoint(CheckpointRecord restored) throws IOException {
        Optional<BatchReader.Read> batch = checkpoints.await(batches.at(restored.batch()));
        if (batch.isEmpty()) {
            cursor = restored.position().index() + 1;
        } else {
            take(batch.get());
        }
    }

    /** The consumer is not called afterwards, unless this is called by the consumer itself. */
    void close() {
        closed = true;
    }
}
