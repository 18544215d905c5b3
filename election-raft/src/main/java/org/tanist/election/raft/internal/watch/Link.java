package org.tanist.election.raft.internal.watch;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.Endpoint;

/** One connection to another master's Raft port, kept only to notice its end. */
final class Link implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    private static final int TRIES = 30;
    private static final int CONNECT_MILLIS = 300;
    private static final int ANSWER_MILLIS = 200;
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(700);

    /** Told about the other master. */
    interface Watcher {
        /** It answered on a new connection. */
        void returned();

        /** The connection broke, and its port answers no more. */
        void died();

        /** It answered a ping. */
        void answered();
    }

    private final String name;
    private final Supplier<Optional<Endpoint>> place;
    private final Watcher watcher;
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable Socket socket;
    /** Of the connection on which it has answered. */
    private volatile @Nullable OutputStream linkedTo;

    Link(String name, Supplier<Optional<Endpoint>> place, Watcher watcher) {
        this.name = name;
        this.place = place;
        this.watcher = watcher;
        this.thread = Daemons.urgent("tanist-link-" + name, this::run);
        thread.start();
    }

    private void run() {
        while (!closed) {
            try {
                if (watch() && !closed && isDead()) {
                    LOG.info("{} died: its connection broke and its port refuses", name);
                    watcher.died();
                }
            } catch (RuntimeException e) {
                LOG.error("watching {} failed, it goes on", name, e);
            }
            if (!closed) {
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    /** Stays connected as long as it can; true if a connection was made and then broke. */
    private boolean watch() {
        boolean linked = false;
        try (Socket open = connect()) {
            socket = open;
            DataInputStream in = new DataInputStream(new BufferedInputStream(open.getInputStream(), 256));
            Frames.greet(open.getOutputStream());
            Frames.Seen seen = Frames.Seen.OTHER;
            while (seen != Frames.Seen.LEAVE && !closed) {
                seen = Frames.next(in, open.getOutputStream());
                if (!linked) {
                    linked = true;
                    open.setSoTimeout(0);
                    linkedTo = open.getOutputStream();
                    watcher.returned();
                }
                if (seen == Frames.Seen.ANSWER) {
                    watcher.answered();
                }
            }
        } catch (IOException e) {
            LOG.debug("link to {} ended: {}", name, e.getMessage());
        }
        linkedTo = null;
        return linked;
    }

    /** Asks for a sign of life, if there is a connection. */
    void ping() {
        OutputStream out = linkedTo;
        if (out != null) {
            try {
                Frames.ping(out);
            } catch (IOException e) {
                LOG.debug("no ping to {}: {}", name, e.getMessage());
            }
        }
    }

    private Socket connect() throws IOException {
        Endpoint target = place.get().orElseThrow(() -> new IOException("address of " + name + " unknown"));
        Socket open = new Socket();
        try {
            open.setTcpNoDelay(true);
            open.setKeepAlive(true);
            open.connect(new InetSocketAddress(target.host(), target.port()), CONNECT_MILLIS);
            open.setSoTimeout(ANSWER_MILLIS);
            return open;
        } catch (IOException | RuntimeException e) {
            open.close();
            throw e;
        }
    }

    /** Refused or reset again and again is dead; an answer, or silence, is alive as far as this can tell. */
    private boolean isDead() {
        for (int tries = 0; tries < TRIES && !closed; tries++) {
            try (Socket probe = connect()) {
                Frames.greet(probe.getOutputStream());
                Frames.next(new DataInputStream(probe.getInputStream()), probe.getOutputStream());
                return false;
            } catch (ConnectException e) {
                return true;
            } catch (SocketTimeoutException e) {
                return false;
            } catch (IOException e) {
                // Reset or ended: accepted by a process that is going down; its port will refuse in a moment.
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        return !closed;
    }

    @Override
    public void close() {
        closed = true;
        Socket open = socket;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.debug("closing the link to {}: {}", name, e.getMessage());
            }
        }
        LockSupport.unpark(thread);
    }
}
