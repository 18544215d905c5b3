package org.tanist.client.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import org.jspecify.annotations.Nullable;

/** Kept-alive connections by address, a bounded number of each. Safe for any number of threads. */
public final class ConnectionPool implements AutoCloseable {

    private static final int MOST_IDLE = 128;
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(15);

    private final Map<Address, LinkedBlockingDeque<Connection>> idle = new ConcurrentHashMap<>();
    private final Duration connectLimit;
    private final int largestBody;
    private volatile boolean closed;

    /**
     * An empty pool.
     *
     * @param connectLimit how long a connection attempt may take
     * @param largestBody most bytes that an answer may have
     */
    public ConnectionPool(Duration connectLimit, int largestBody) {
        this.connectLimit = connectLimit;
        this.largestBody = largestBody;
    }

    /**
     * One exchange with a master.
     *
     * <p>A kept connection may have been closed by the other side in the meantime. If it breaks before the first byte of an answer
     * the request is sent once more on a fresh one, when it is {@code repeatable}; others never use a kept connection.
     *
     * @param repeatable whether a second arrival of the request does no harm
     * @throws ExchangeException if it broke; its stage tells whether the master may have acted
     */
    public HttpAnswer exchange(Address address, HttpRequest request, boolean repeatable, Duration limit)
            throws ExchangeException {
        Connection kept = repeatable ? take(address) : null;
        if (kept != null) {
            try {
                return exchange(kept, request, limit);
            } catch (ExchangeException e) {
                boolean timedOut = e.getCause() instanceof java.net.SocketTimeoutException;
                if (e.stage() != ExchangeException.Stage.SENT || timedOut) {
                    throw e;
                }
                // The rest of this address's connections are as old as the one that broke.
                drop(address);
            }
        }
        return exchange(Connection.open(address, shorter(limit, connectLimit)), request, limit);
    }

    /** Closes the idle connections to an address. */
    public void drop(Address address) {
        LinkedBlockingDeque<Connection> all = idle.remove(address);
        if (all != null) {
            all.forEach(Connection::close);
        }
    }

    /** Closes all idle connections; those in use close when their exchange ends. */
    @Override
    public void close() {
        closed = true;
        idle.keySet().forEach(this::drop);
    }

    private HttpAnswer exchange(Connection connection, HttpRequest request, Duration limit) throws ExchangeException {
        try {
            return connection.exchange(request, limit, largestBody);
        } finally {
            give(connection);
        }
    }

    private @Nullable Connection take(Address address) {
        LinkedBlockingDeque<Connection> all = idle.get(address);
        while (all != null) {
            Connection connection = all.pollFirst();
            if (connection == null || connection.idleNanos() < LONGEST_IDLE.toNanos()) {
                return connection;
            }
            connection.close();
        }
        return null;
    }

    private void give(Connection connection) {
        boolean kept = !closed
                && connection.reusable()
                && idle.computeIfAbsent(connection.address(), a -> new LinkedBlockingDeque<>(MOST_IDLE))
                        .offerFirst(connection);
        if (!kept) {
            connection.close();
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
