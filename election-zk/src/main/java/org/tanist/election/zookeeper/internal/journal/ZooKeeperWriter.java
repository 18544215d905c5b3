package org.tanist.election.zookeeper.internal.journal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.election.zookeeper.internal.ensemble.Ensemble;
import org.tanist.election.zookeeper.internal.ensemble.EnsembleException;
import org.tanist.election.zookeeper.internal.record.BatchRecord;
import org.tanist.election.zookeeper.internal.record.Layout;
import org.tanist.journal.Entry;
import org.tanist.journal.JournalWriter;
import org.tanist.journal.StaleTermException;
import org.tanist.journal.group.AppendQueue;
import org.tanist.journal.group.Rounds;

/**
 * Group commit for one term: one batch is on its way at a time, and what waits goes into the next one, see {@link AppendQueue}. When an answer is lost and the
 * session is connected again, the same commit is sent again: it is refused if the term is over, and meets its own znode if it had been
 * carried out. Callers see none of that.
 */
final class ZooKeeperWriter implements JournalWriter {
    /** Told what became of the writing. */
    interface Watcher {
        /** A batch of this writer is committed; before its callers are told. */
        void committed(BatchRecord batch, int size);

        /** Nothing is written any more. */
        void ended();

        /** Runs a task after a while, unless all of this is being closed. */
        void later(Runnable task, Duration delay);
    }

    /** A commit keeps each server of the ensemble and each standby busy for about half a millisecond, so there had better be few. */
    private static final double SHARE = 0.97;

    /** It is not known where the newest batch is. */
    static final long NO_DIRECTORY = -1;

    private static final Duration MOST_PATIENCE = Duration.ofMillis(8);

    /** How often the gathering is prolonged while one in so many of those who wait has come since the last look. */
    private static final int LOOKS = 3;

    private static final int MANY = 8;

    private final Term term;
    private final int termVersion;
    private final Position start;
    private final Ensemble ensemble;
    private final Layout layout;
    private final Fence fence;
    private final Watcher watcher;
    private final Rounds<Position> confirmations = new Rounds<>(this::prove);
    private final AppendQueue queue = new AppendQueue(SHARE);
    private long flownNanos;
    private long landings;
    private AppendQueue.@Nullable Batch flown;
    private @Nullable Flight flight;
    private boolean lost;
    private boolean repeated;
    private long directory;
    private volatile long last;
    private volatile @Nullable IOException over;
    private @Nullable CompletableFuture<Position> proving;

    ZooKeeperWriter(Opening opening, Ensemble ensemble, Layout layout, Fence fence, Watcher watcher) {
        this.term = opening.term();
        this.termVersion = opening.termVersion();
        this.start = opening.start();
        this.directory = opening.directory();
        this.last = opening.start().index();
        this.ensemble = ensemble;
        this.layout = layout;
        this.fence = fence;
        this.watcher = watcher;
    }

    /**
     * With what a term begins to write.
     *
     * @param term which
     * @param termVersion the version of its znode
     * @param start everything older terms committed is at or before it
     * @param directory the one that holds the newest batch, {@link #NO_DIRECTORY} if that is not known
     */
    record Opening(Term term, int termVersion, Position start, long directory) {}

    @Override
    public Position start() {
        return start;
    }

    Term term() {
        return term;
    }

    @Override
    public CompletionStage<Position> append(List<Entry> batch) {
        if (batch.isEmpty()) {
            return CompletableFuture.completedFuture(new Position(term, last));
        }
        CompletableFuture<Position> done = queue.add(batch);
        pump();
        return done;
    }

    private void pump() {
        Flight next;
        synchronized (this) {
            if (flight != null || over != null) {
                return;
            }
            AppendQueue.Batch callers = queue.next().orElse(null);
            if (callers == null) {
                return;
            }
            BatchRecord batch = new BatchRecord(term.value(), last + 1, callers.entries());
            boolean unknown = Layout.directory(batch.first()) != directory;
            next = new Flight(
                    batch, termVersion, unknown, layout, ensemble.settings().rights());
            flight = next;
            flown = callers;
            flownNanos = System.nanoTime();
            repeated = false;
        }
        send(next);
    }

    private void send(Flight sent) {
        long now = System.nanoTime();
        ensemble.commit(sent.step()).whenComplete((done, failure) -> answered(sent, now, failure));
    }

    private void answered(Flight sent, long sentNanos, @Nullable Throwable failure) {
        EnsembleException refused = EnsembleException.of(failure);
        if (failure == null) {
            fence.passed(sentNanos);
            advance(sent);
        } else if (refused != null && refused.code() == KeeperException.Code.NODEEXISTS) {
            met(sent, refused.index());
        } else if (refused != null
                && refused.code() == KeeperException.Code.NONODE
                && sent.lacksDirectory(refused.index())) {
            sent.directoryIsGone();
            send(sent);
        } else if (refused != null && refused.code() == KeeperException.Code.BADVERSION) {
            fencedOnItsWay();
        } else if (refused != null && refused.unknown()) {
            synchronized (this) {
                lost = true;
            }
        } else {
            end(new IOException("the journal in ZooKeeper could not be written: " + failure.getMessage(), failure));
        }
    }

    /** Something is there already: the directory, or what this very commit made before its answer was lost. */
    private void met(Flight sent, int index) {
        boolean own;
        synchronized (this) {
            own = repeated;
        }
        if (sent.makesDirectory(index)) {
            sent.directoryIsThere();
            send(sent);
        } else if (own) {
            advance(sent);
        } else {
            end(new IOException(
                    "the journal in ZooKeeper holds an entry after its end at " + last + ": was it changed by hand?"));
        }
    }

    private void advance(Flight sent) {
        if (!sent.advance()) {
            send(sent);
            return;
        }
        AppendQueue.Batch callers;
        long before;
        boolean gathers;
        long landing;
        long tookNanos;
        synchronized (this) {
            callers = flown;
            if (flight != sent || callers == null) {
                return;
            }
            before = last;
            last = sent.batch().last().index();
            directory = Layout.directory(sent.batch().first());
            flight = null;
            flown = null;
            gathers = queue.landed(callers);
            landing = ++landings;
            tookNanos = System.nanoTime() - flownNanos;
        }
        watcher.committed(sent.batch(), sent.size());
        // The next batch goes out before the callers of this one go on, unless it is to wait for them.
        pump();
        callers.committed(term, before);
        if (gathers) {
            int waiting = queue.waiting();
            watcher.later(() -> gathered(landing, waiting, LOOKS), patience(tookNanos));
        }
    }

    /**
     * As long as a commit takes, which at most doubles how long one waits: where commits are slow, so is everything, and those who were answered
     * need that long to come back.
     */
    private static Duration patience(long tookNanos) {
        Duration took = Duration.ofNanos(tookNanos);
        Duration most = took.compareTo(MOST_PATIENCE) < 0 ? took : MOST_PATIENCE;
        return most.compareTo(AppendQueue.GATHERING) < 0 ? AppendQueue.GATHERING : most;
    }

    /**
     * Not all have come back in time: the next batch goes out with what there is, unless it has gone out already, or many still come, one
     * after the other, because processors are scarce.
     */
    private void gathered(long landing, int before, int looks) {
        synchronized (this) {
            if (landing != landings || flight != null) {
                return;
            }
        }
        int waiting = queue.waiting();
        if (looks > 0 && (waiting - before) * MANY > waiting) {
            watcher.later(() -> gathered(landing, waiting, looks - 1), AppendQueue.GATHERING);
        } else {
            queue.hurry();
            pump();
        }
    }

    /** The session is connected again: what was lost is sent again. */
    void reconnected() {
        Flight again;
        boolean proofLost;
        synchronized (this) {
            again = lost ? flight : null;
            repeated |= lost;
            lost = false;
            proofLost = proving != null;
        }
        if (again != null) {
            send(again);
        }
        if (proofLost) {
            sendProof();
        }
    }

    @Override
    public CompletionStage<Position> confirm() {
        return confirmations.next();
    }

    /** A commit that changes nothing, and that passes only while the term is in force. */
    private CompletableFuture<Position> prove() {
        CompletableFuture<Position> proof = new CompletableFuture<>();
        IOException ended = over;
        if (ended != null) {
            proof.completeExceptionally(ended);
            return proof;
        }
        long now = System.nanoTime();
        ensemble.commit(List.of(Op.check(layout.term(), termVersion))).whenComplete((done, failure) -> {
            EnsembleException refused = EnsembleException.of(failure);
            if (failure == null) {
                fence.passed(now);
                proof.complete(new Position(term, last));
            } else if (refused != null && refused.unknown()) {
                hold(proof);
            } else {
                fenced();
                proof.completeExceptionally(new StaleTermException(term, fence.newest()));
            }
        });
        return proof;
    }

    /** The answer was lost; it is asked again when the session is connected again. */
    private synchronized void hold(CompletableFuture<Position> proof) {
        IOException ended = over;
        if (ended == null) {
            proving = proof;
        } else {
            proof.completeExceptionally(ended);
        }
    }

    private void sendProof() {
        CompletableFuture<Position> held;
        synchronized (this) {
            held = proving;
            proving = null;
        }
        if (held != null) {
            prove().whenComplete((position, failure) -> {
                if (failure == null) {
                    held.complete(position);
                } else {
                    held.completeExceptionally(failure);
                }
            });
        }
    }

    /** What was sent for the second time may have been committed the first time, before the term ended. */
    private void fencedOnItsWay() {
        boolean unknown;
        synchronized (this) {
            unknown = repeated;
        }
        if (unknown) {
            fence.refused();
            end(new IOException(
                    "term " + term + " ended while an answer was lost: whether the entry is committed is unknown"));
        } else {
            fenced();
        }
    }

    private void fenced() {
        fence.refused();
        end(new StaleTermException(term, fence.newest()));
    }

    /** A newer term is in force. What is on its way may have been committed before that. */
    void superseded() {
        Flight pending;
        synchronized (this) {
            pending = flight;
        }
        if (pending == null) {
            end(new StaleTermException(term, fence.newest()));
        }
    }

    /** The session is over: nobody will tell what became of the batch on its way. */
    void expired() {
        end(new IOException(
                "the ZooKeeper session of term " + term + " is over: whether the entry is committed is unknown"));
    }

    private void end(IOException reason) {
        AppendQueue.Batch failed;
        CompletableFuture<Position> proof;
        synchronized (this) {
            if (over != null) {
                return;
            }
            over = reason;
            failed = flown;
            flown = null;
            flight = null;
            proof = proving;
            proving = null;
        }
        watcher.ended();
        if (failed != null) {
            failed.failed(reason);
        }
        queue.end(reason);
        if (proof != null) {
            proof.completeExceptionally(reason);
        }
    }

    @Override
    public void close() {
        end(new IOException(
                "the writer of term " + term + " is closed: whether the entry will be committed is unknown"));
    }
}
