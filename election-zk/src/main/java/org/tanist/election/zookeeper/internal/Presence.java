package org.tanist.election.zookeeper.internal;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.OpResult;
import org.jspecify.annotations.Nullable;
import org.tanist.election.zookeeper.internal.ensemble.Ensemble;
import org.tanist.election.zookeeper.internal.ensemble.EnsembleException;
import org.tanist.election.zookeeper.internal.ensemble.Threads;
import org.tanist.election.zookeeper.internal.record.LiveRecord;

/** This master's own znode below {@code live}: keeps it there, saying what this master is. On the thread of the executor. */
final class Presence {
    private static final int RETRY_MILLIS = 100;
    private static final int TRIES = 5;

    private final Ensemble ensemble;
    private final Claims claims;
    private final Supplier<LiveRecord> now;
    private final ScheduledExecutorService executor;
    private @Nullable LiveRecord told;
    private boolean wanted = true;

    /** {@code now} says what this master is at the moment of each call. */
    Presence(Ensemble ensemble, Claims claims, Supplier<LiveRecord> now, ScheduledExecutorService executor) {
        this.ensemble = ensemble;
        this.claims = claims;
        this.now = now;
        this.executor = executor;
    }

    /** A new session has no such znode. */
    void forget() {
        told = null;
    }

    /** Makes the znode in this session, or takes over the one that is there. */
    CompletableFuture<Boolean> enlist(long session) {
        LiveRecord record = now.get();
        return put(session, record, TRIES)
                .thenApplyAsync(
                        done -> {
                            told = record;
                            return true;
                        },
                        executor);
    }

    /** That of this master's last session may end between the look and the commit. */
    private CompletableFuture<List<OpResult>> put(long session, LiveRecord record, int tries) {
        return ensemble.read(claims.own())
                .thenCompose(present -> ensemble.commit(claims.enlist(present, session, record)))
                .handle((done, failure) -> {
                    EnsembleException refused = EnsembleException.of(failure);
                    boolean changed = refused != null
                            && (refused.code() == KeeperException.Code.NONODE
                                    || refused.code() == KeeperException.Code.NODEEXISTS);
                    return changed && tries > 1
                            ? put(session, record, tries - 1)
                            : failure == null
                                    ? CompletableFuture.completedFuture(done)
                                    : CompletableFuture.<List<OpResult>>failedFuture(failure);
                })
                .thenCompose(result -> result);
    }

    /**
     * Says anew what this master is, if that has changed.
     *
     * @param session the session in which the ensemble is reached; 0 as long as it is not
     */
    void tell(Supplier<Long> session) {
        LiveRecord record = now.get();
        if (told != null && !record.equals(told)) {
            told = record;
            ensemble.commit(List.of(claims.update(record)))
                    .whenCompleteAsync(
                            (done, failure) -> {
                                if (failure != null) {
                                    told = null;
                                    Threads.later(executor, () -> reenlist(session), RETRY_MILLIS);
                                }
                            },
                            executor);
        }
    }

    private void reenlist(Supplier<Long> session) {
        long id = session.get();
        if (id != 0 && told == null && wanted) {
            enlist(id)
                    .whenCompleteAsync(
                            (done, failure) -> {
                                if (failure != null) {
                                    Threads.later(executor, () -> reenlist(session), RETRY_MILLIS);
                                }
                            },
                            executor);
        }
    }

    /** This master takes part no more: removes the znode, which need not wait for the end of the session. */
    CompletableFuture<Boolean> withdraw() {
        wanted = false;
        if (told == null) {
            return CompletableFuture.completedFuture(true);
        }
        told = null;
        return ensemble.commit(List.of(claims.withdraw())).handle((done, failure) -> failure == null);
    }

    /** Nothing is told any more. */
    void close() {
        wanted = false;
    }
}
