package org.tanist.election.zookeeper.internal.watch;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.ClusterId;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;

/** One connection to another master, kept only to notice its end. */
final class Link implements AutoCloseable {
    /** The side channel is at the HTTP port plus this. */
    static final int PORT_OFFSET = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    private static final int TRIES = 30;
    private static final int CONNECT_MILLIS = 300;
    private static final int ANSWER_MILLIS = 500;
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(700);

    /** Told about the other master, on the link's thread. */
    interface Watcher {
        /** It answered on a new connection. */
        void returned();

        /** The connection broke; {@code ended} if its ports refuse new ones, so that it surely ended. */
        void broke(boolean ended);
    }

    private enum Answer {
        REFUSED,
        ENDED,
        ALIVE
    }

    private final ClusterId cluster;
    private final MasterId self;
    private final Member other;
    private final Watcher watcher;
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable Socket socket;

    Link(ClusterId cluster, MasterId self, Member other, Watcher watcher) {
        this.cluster = cluster;
        this.self = self;
        this.other = other;
        this.watcher = watcher;
        this.thread = Daemons.urgent("tanist-link-" + other.name(), this::run);
        thread.start();
    }

    private void run() {
        while (!closed) {
            InetAddress host = watch();
            if (host != null && !closed) {
                boolean ended = hasEnded(host);
                if (ended) {
                    LOG.info("{} died: its connection broke and its ports refuse", other.name());
                }
                watcher.broke(ended);
            }
            if (!closed) {
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    /** Stays connected as long as it can; to which host, if a connection was greeted and then broke. */
    private @Nullable InetAddress watch() {
        InetAddress linked = null;
        Endpoint target = sideChannel();
        try (Socket open = connect(new InetSocketAddress(target.host(), target.port()))) {
            socket = open;
            greet(open);
            linked = open.getInetAddress();
            open.setSoTimeout(0);
            watcher.returned();
            while (open.getInputStream().read() >= 0 && !closed) {
                LOG.trace("{} says something", other.name());
            }
        } catch (IOException e) {
            LOG.debug("link to {} ended: {}", other.name(), e.getMessage());
        }
        return linked;
    }

    private Endpoint sideChannel() {
        return other.address().plus(PORT_OFFSET);
    }

    private void greet(Socket open) throws IOException {
        Greeting.say(open.getOutputStream(), cluster, self);
        MasterId answers = Greeting.hear(open.getInputStream(), cluster);
        if (!answers.equals(other.id())) {
            throw new Greeting.StrangerException("it is master " + answers);
        }
    }

    private static Socket connect(InetSocketAddress target) throws IOException {
        Socket open = new Socket();
        try {
            open.setTcpNoDelay(true);
            open.setKeepAlive(true);
            open.connect(target, CONNECT_MILLIS);
            open.setSoTimeout(ANSWER_MILLIS);
            return open;
        } catch (IOException | RuntimeException e) {
            open.close();
            throw e;
        }
    }

    /**
     * Both ports must refuse, on the host to which the connection was: the name may mean another one by now, where nobody listens. A dying
     * process still accepts for some milliseconds and then ends the connection, so that is tried again; if it goes on like this, nothing is
     * proven.
     */
    private boolean hasEnded(InetAddress host) {
        for (int tries = 0; tries < TRIES && !closed; tries++) {
            Answer side = ask(host, sideChannel(), true);
            Answer web = side == Answer.REFUSED ? ask(host, other.address(), false) : side;
            if (side == Answer.ALIVE) {
                return false;
            }
            if (side == Answer.REFUSED && web == Answer.REFUSED) {
                return true;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return false;
    }

    private Answer ask(InetAddress host, Endpoint place, boolean greeted) {
        try (Socket probe = connect(new InetSocketAddress(host, place.port()))) {
            if (!greeted) {
                return Answer.ENDED;
            }
            greet(probe);
            return Answer.ALIVE;
        } catch (ConnectException e) {
            return Answer.REFUSED;
        } catch (SocketTimeoutException | Greeting.StrangerException e) {
            return Answer.ALIVE;
        } catch (IOException e) {
            return Answer.ENDED;
        }
    }

    @Override
    public void close() {
        closed = true;
        Socket open = socket;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.debug("closing the link to {}: {}", other.name(), e.getMessage());
            }
        }
        LockSupport.unpark(thread);
    }
}
