package org.tanist.client.follow;

import java.time.Duration;
import java.util.Optional;
import org.tanist.client.http.Address;
import org.tanist.client.http.Connection;
import org.tanist.client.http.ExchangeException;

/** Connections for answers without an end, or too large to hold. The caller closes what it gets. Thread-safe. */
public final class Streams {

    private final Masters masters;
    private final Duration connectLimit;
    private final MembersRefresh refresh;

    /** Connects to these masters, which is an occasion to learn whom else there is. */
    public Streams(Masters masters, Duration connectLimit, MembersRefresh refresh) {
        this.masters = masters;
        this.connectLimit = connectLimit;
        this.refresh = refresh;
    }

    /**
     * A fresh connection to the first master that accepts one; each is tried once.
     *
     * @throws ExchangeException if none does
     */
    public Connection connect() throws ExchangeException {
        return first(connection -> Optional.of(connection));
    }

    /** What may be begun on a connection. */
    @FunctionalInterface
    public interface Beginning<T> {
        /** Begins it; empty if another master should be asked, with the connection closed. */
        Optional<T> on(Connection connection) throws ExchangeException;
    }

    /**
     * What the first master gives with which it can be begun, on a fresh connection; each is tried once.
     *
     * @throws ExchangeException if no master accepts a connection, or none gives anything
     */
    public <T> T first(Beginning<T> beginning) throws ExchangeException {
        ExchangeException last = new ExchangeException(
                ExchangeException.Stage.CONNECTING, "no master is of use", new IllegalStateException());
        for (Address address : masters.order()) {
            try {
                Optional<T> begun = beginning.on(Connection.open(address, connectLimit));
                if (begun.isPresent()) {
                    refresh.begun(address);
                    return begun.get();
                }
            } catch (ExchangeException e) {
                masters.failed(address);
                last = e;
            }
        }
        throw last;
    }

    /** A stream of this master was of no use: others first. */
    public void failed(Address address) {
        masters.failed(address);
    }
}
