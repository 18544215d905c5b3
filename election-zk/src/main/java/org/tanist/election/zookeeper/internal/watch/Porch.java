package org.tanist.election.zookeeper.internal.watch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.ClusterId;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.MasterId;

/** Listens for the other masters, so that they notice when this one ends. Thread-safe. */
public final class Porch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Porch.class);
    private static final int MOST_GUESTS = 64;
    private static final int GREETING_MILLIS = 2000;
    private static final long PAUSE_NANOS = 50_000_000;
    private static final long PATIENCE_MILLIS = 2_000;

    private final ClusterId cluster;
    private final MasterId self;
    private final ServerSocket server = new ServerSocket();
    private final Set<Socket> guests = ConcurrentHashMap.newKeySet();
    private final Thread listener;
    private volatile boolean closed;

    /**
     * Listens from now on.
     *
     * @throws IOException if the port is taken
     */
    public Porch(ClusterId cluster, MasterId self, Endpoint place) throws IOException {
        this.cluster = cluster;
        this.self = self;
        try {
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(place.host(), place.port()));
        } catch (IOException e) {
            server.close();
            throw new IOException(
                    "cannot listen on " + place + " for the other masters (the HTTP port plus 10000): " + e.getMessage()
                            + ": end what uses it, or use another -port",
                    e);
        }
        listener = Daemons.urgent("tanist-porch", this::accept);
        listener.start();
    }

    private void accept() {
        while (!closed) {
            try {
                Socket guest = server.accept();
                if (guests.size() >= MOST_GUESTS) {
                    guest.close();
                    continue;
                }
                guests.add(guest);
                Daemons.urgent("tanist-guest", () -> keep(guest)).start();
            } catch (IOException e) {
                if (!closed) {
                    LOG.warn("a connection of another master was not accepted: {}", e.getMessage());
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        }
    }

    private void keep(Socket guest) {
        try (guest) {
            guest.setTcpNoDelay(true);
            guest.setKeepAlive(true);
            guest.setSoTimeout(GREETING_MILLIS);
            Greeting.hear(guest.getInputStream(), cluster);
            Greeting.say(guest.getOutputStream(), cluster, self);
            guest.setSoTimeout(0);
            while (guest.getInputStream().read() >= 0 && !closed) {
                // Nothing is said after the greeting; the end is what matters.
                LOG.trace("a guest says something");
            }
        } catch (IOException e) {
            LOG.debug("a connection of another master ended: {}", e.getMessage());
        } finally {
            guests.remove(guest);
        }
    }

    /** Frees the port and ends all connections. Idempotent. */
    @Override
    public void close() {
        closed = true;
        try {
            server.close();
            // The kernel frees the port only when the accept that is under way has come back.
            listener.join(PATIENCE_MILLIS);
        } catch (IOException e) {
            LOG.debug("closing the side channel: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Socket guest : guests) {
            try {
                guest.close();
            } catch (IOException e) {
                LOG.debug("closing a connection: {}", e.getMessage());
            }
        }
    }
}
