package org.tanist.election.zookeeper.internal;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tanist.election.zookeeper.internal.ensemble.Ensemble;
import org.tanist.election.zookeeper.internal.ensemble.EnsembleException;
import org.tanist.election.zookeeper.internal.ensemble.Threads;
import org.tanist.election.zookeeper.internal.record.Layout;

/**
 * Keeps the znodes known, session after session: finds or founds them, reads them, and reads again what has changed. On the thread of the
 * executor, but for what says otherwise.
 */
final class Lookout {
    private static final int RETRY_MILLIS = 100;
    private static final int FOUNDING_MILLIS = 300;

    private enum Part {
        TERMS,
        MEMBERS,
        LIVE
    }

    /** For whom it looks out. */
    interface Owner {
        /** Makes this master's own znode in a new session; part of getting to know the others. */
        CompletableFuture<Boolean> enlist();

        /** The same session is connected again. */
        void reconnected();

        /** Something of the znodes is known anew. */
        void learned();

        /** Something is wrong that will not go by itself. */
        void broken(Throwable why);
    }

    private final Ensemble ensemble;
    private final Layout layout;
    private final Survey survey;
    private final Foundation foundation;
    private final Owner owner;
    private final ScheduledExecutorService executor;
    private final Set<Part> reading = EnumSet.noneOf(Part.class);
    private final Set<Part> stale = EnumSet.noneOf(Part.class);

    private volatile Facts facts = Facts.NONE;
    private volatile long session;
    private volatile boolean connected;
    private volatile boolean ready;
    private boolean closed;

    Lookout(Ensemble ensemble, Layout layout, Foundation foundation, Owner owner, ScheduledExecutorService executor) {
        this.ensemble = ensemble;
        this.layout = layout;
        this.survey = new Survey(ensemble, layout);
        this.foundation = foundation;
        this.owner = owner;
        this.executor = executor;
    }

    /** The znodes as they are known. Any thread. */
    Facts facts() {
        return facts;
    }

    /** The present session; 0 for none. Any thread. */
    long session() {
        return session;
    }

    /** Whether the znodes are known in the present session. Any thread. */
    boolean ready() {
        return ready;
    }

    /** Whether, besides, the ensemble is reached. Any thread. */
    boolean reaches() {
        return ready && connected;
    }

    void connected(long id) {
        connected = true;
        if (id != session) {
            session = id;
            ready = false;
            reading.clear();
            stale.clear();
        }
        if (ready) {
            owner.reconnected();
            readAll();
        } else {
            prepare(id);
        }
    }

    void disconnected() {
        connected = false;
    }

    void expired() {
        connected = false;
        ready = false;
        session = 0;
    }

    void close() {
        closed = true;
    }

    private void prepare(long id) {
        ensemble.watch(layout.base());
        foundation
                .lay()
                .thenComposeAsync(
                        laid -> laid && id == session
                                ? owner.enlist()
                                        .thenCompose(done -> survey.all())
                                        .thenApply(Optional::of)
                                : CompletableFuture.completedFuture(Optional.<UnaryOperator<Facts>>empty()),
                        executor)
                .whenCompleteAsync((found, failure) -> prepared(id, found, failure), executor);
    }

    private void prepared(long id, @Nullable Optional<UnaryOperator<Facts>> found, @Nullable Throwable failure) {
        if (id != session || closed || ready) {
            return;
        }
        EnsembleException lost = EnsembleException.of(failure);
        if (failure != null && (lost == null || !lost.unknown())) {
            owner.broken(foundation.explain(cause(failure)));
        } else if (found == null || found.isEmpty()) {
            Threads.later(executor, () -> prepareAgain(id), lost == null ? FOUNDING_MILLIS : RETRY_MILLIS);
        } else {
            ready = true;
            learn(found.get());
        }
    }

    private void prepareAgain(long id) {
        if (connected && id == session && !ready && !closed) {
            prepare(id);
        }
    }

    /** Everything may have changed while the connection was lost. */
    private void readAll() {
        long id = session;
        survey.all()
                .whenCompleteAsync(
                        (change, failure) -> {
                            if (id == session && connected) {
                                read(change, failure, this::readAll);
                            }
                        },
                        executor);
    }

    private void read(@Nullable UnaryOperator<Facts> change, @Nullable Throwable failure, Runnable again) {
        if (change != null) {
            learn(change);
        } else if (EnsembleException.of(failure) == null) {
            owner.broken(cause(failure));
        } else if (connected) {
            Threads.later(executor, again, RETRY_MILLIS);
        }
    }

    private static Throwable cause(@Nullable Throwable failure) {
        if (failure == null) {
            return new IllegalStateException("neither a result nor a failure");
        }
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** Takes over what was read, or what this master has changed itself. */
    void learn(UnaryOperator<Facts> change) {
        facts = change.apply(facts);
        owner.learned();
    }

    /** A znode has changed. */
    void changed(String path) {
        if (!ready) {
            return;
        }
        if (path.equals(layout.term()) || path.equals(layout.active())) {
            refresh(Part.TERMS);
        } else if (path.equals(layout.members())) {
            refresh(Part.MEMBERS);
        } else if (path.startsWith(layout.live())) {
            refresh(Part.LIVE);
        }
    }

    /** Reads the term again. */
    void refreshTerm() {
        refresh(Part.TERMS);
    }

    private void refresh(Part part) {
        if (!reading.add(part)) {
            stale.add(part);
            return;
        }
        long id = session;
        CompletableFuture<UnaryOperator<Facts>> found = switch (part) {
            case TERMS -> survey.terms();
            case MEMBERS -> survey.members();
            case LIVE -> survey.live();
        };
        found.whenCompleteAsync(
                (change, failure) -> {
                    if (id != session) {
                        return;
                    }
                    reading.remove(part);
                    if (stale.remove(part)) {
                        refresh(part);
                    }
                    read(change, failure, () -> refresh(part));
                },
                executor);
    }
}
