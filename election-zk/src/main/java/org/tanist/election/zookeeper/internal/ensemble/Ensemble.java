package org.tanist.election.zookeeper.internal.ensemble;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One session after another with the ensemble. Thread-safe; what is asked before {@link #start} fails. */
public final class Ensemble implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ensemble.class);
    private static final int CLOSE_MILLIS = 1000;

    private final Settings settings;
    private final Listener listener;
    private volatile @Nullable Session session;
    private volatile boolean closed;
    /** The time-out that was granted last; on ZooKeeper's event thread. */
    private Duration told = Duration.ZERO;

    /** Told of the session and of changes. Called on ZooKeeper's event thread, in order; must return promptly. */
    public interface Listener {
        /** There is a connection, for the first time or again; the same id means the same session. */
        void connected(long sessionId);

        /** The connection is lost; the session may live on. */
        void disconnected();

        /** The session is over, and with it its ephemeral znodes; a new one is on its way. */
        void expired();

        /** A watched znode was made, changed or removed. */
        void changed(String path);
    }

    /** Does nothing until it is started. */
    public Ensemble(Settings settings, Listener listener) {
        this.settings = settings;
        this.listener = listener;
    }

    /** Begins to connect; returns at once. */
    public synchronized void start() throws IOException {
        Session next = new Session(settings, new Events());
        if (!settings.digest().isEmpty()) {
            next.addAuthInfo("digest", settings.digest().getBytes(StandardCharsets.UTF_8));
        }
        session = next;
        if (closed) {
            next.abandon();
        }
    }

    /** With which settings. */
    public Settings settings() {
        return settings;
    }

    /** The session time-out that the ensemble granted; before there is a session, the one that is asked for. */
    public Duration granted() {
        Session current = session;
        int millis = current == null ? 0 : current.getSessionTimeout();
        return millis <= 0 ? settings.session() : Duration.ofMillis(millis);
    }

    private final class Events implements Watcher {
        @Override
        public void process(WatchedEvent event) {
            if (closed) {
                return;
            }
            if (event.getType() != Event.EventType.None) {
                String path = event.getPath();
                if (path != null) {
                    listener.changed(path);
                }
                return;
            }
            switch (event.getState()) {
                case SyncConnected -> {
                    long id = startedSession();
                    tellGranted();
                    listener.connected(id);
                }
                case Disconnected -> listener.disconnected();
                case Expired -> renew();
                default -> LOG.debug("ZooKeeper says {}", event.getState());
            }
        }
    }

    /** The first event can come before start() has got hold of the session. */
    private synchronized long startedSession() {
        return sessionId();
    }

    /** Somebody who asked for another time-out counts on it. */
    private void tellGranted() {
        Duration now = granted();
        if (!now.equals(settings.session()) && !now.equals(told)) {
            LOG.warn(
                    "the ZooKeeper servers grant a session time-out of {} ms, not the {} ms of"
                            + " tanist.election.zookeeper.session-timeout: they allow 2 to 20 times their tickTime",
                    now.toMillis(),
                    settings.session().toMillis());
        }
        told = now;
    }

    private void renew() {
        LOG.warn("the ZooKeeper session has expired; a new one begins");
        listener.expired();
        try {
            start();
        } catch (IOException e) {
            LOG.error("no new ZooKeeper session: {}", e.getMessage());
        }
    }

    /** The id of the present session; 0 if there is none yet. */
    public long sessionId() {
        Session current = session;
        return current == null ? 0 : current.getSessionId();
    }

    /** Watches a znode and all below it, for the life of the present session. */
    public CompletableFuture<Boolean> watch(String path) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        current(done)
                .ifPresent(zk -> zk.addWatch(
                        path,
                        AddWatchMode.PERSISTENT_RECURSIVE,
                        (code, p, context) -> finish(done, true, code, "watch " + path),
                        null));
        return done;
    }

    /** Reads a znode; empty if there is none. */
    public CompletableFuture<Optional<Znode>> read(String path) {
        CompletableFuture<Optional<Znode>> done = new CompletableFuture<>();
        current(done)
                .ifPresent(zk -> zk.getData(
                        path,
                        false,
                        (code, p, context, data, stat) -> {
                            if (code == KeeperException.Code.NONODE.intValue()) {
                                done.complete(Optional.empty());
                            } else if (code == KeeperException.Code.OK.intValue()) {
                                done.complete(Optional.of(Znode.of(data, stat)));
                            } else {
                                fail(done, code, "read " + path, -1);
                            }
                        },
                        null));
        return done;
    }

    /** The names below a znode; none if there is no such znode. */
    public CompletableFuture<List<String>> children(String path) {
        CompletableFuture<List<String>> done = new CompletableFuture<>();
        current(done)
                .ifPresent(zk -> zk.getChildren(
                        path,
                        false,
                        (int code, String p, Object context, List<String> names) -> {
                            if (code == KeeperException.Code.NONODE.intValue()) {
                                done.complete(List.of());
                            } else {
                                finish(done, names, code, "list " + path);
                            }
                        },
                        null));
        return done;
    }

    /**
     * Carries out all operations or none, after everything that was asked before. Completes when a majority of the ensemble has them on
     * disk; fails with an {@link EnsembleException}.
     */
    public CompletableFuture<List<OpResult>> commit(List<Op> operations) {
        CompletableFuture<List<OpResult>> done = new CompletableFuture<>();
        current(done)
                .ifPresent(zk -> zk.multi(
                        operations,
                        (code, p, context, results) -> {
                            if (code == KeeperException.Code.OK.intValue()) {
                                done.complete(results);
                            } else {
                                int at = refused(results);
                                fail(
                                        done,
                                        code,
                                        "commit of "
                                                + (at < 0
                                                        ? ""
                                                        : operations.get(at).getPath()),
                                        at);
                            }
                        },
                        null));
        return done;
    }

    private static int refused(@Nullable List<OpResult> results) {
        if (results != null) {
            for (int i = 0; i < results.size(); i++) {
                if (results.get(i) instanceof OpResult.ErrorResult error
                        && error.getErr() != KeeperException.Code.OK.intValue()
                        && error.getErr() != KeeperException.Code.RUNTIMEINCONSISTENCY.intValue()) {
                    return i;
                }
            }
        }
        return -1;
    }

    private Optional<Session> current(CompletableFuture<?> done) {
        Session now = session;
        if (now == null || closed) {
            fail(done, KeeperException.Code.CONNECTIONLOSS.intValue(), "no session", -1);
            return Optional.empty();
        }
        return Optional.of(now);
    }

    private static <T> void finish(CompletableFuture<T> done, T value, int code, String what) {
        if (code == KeeperException.Code.OK.intValue()) {
            done.complete(value);
        } else {
            fail(done, code, what, -1);
        }
    }

    private static void fail(CompletableFuture<?> done, int code, String what, int index) {
        KeeperException.Code known = KeeperException.Code.get(code);
        done.completeExceptionally(
                new EnsembleException(known == null ? KeeperException.Code.SYSTEMERROR : known, what, index));
    }

    /** Ends the session, and with it its ephemeral znodes. Idempotent; no call of the listener follows. */
    @Override
    public void close() {
        closed = true;
        Session last = session;
        if (last != null) {
            try {
                last.close(CLOSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Breaks the connection without ending the session, as the death of the process does. */
    public void abandon() {
        closed = true;
        Session last = session;
        if (last != null) {
            last.abandon();
        }
    }
}
