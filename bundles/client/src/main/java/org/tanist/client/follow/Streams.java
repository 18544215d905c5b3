package org.tanist.client.follow;

import java.time.Duration;
import org.tanist.client.http.Address;
import org.tanist.client.http.Connection;
import org.tanist.client.http.ExchangeException;

/** Connections for answers without an end, or too large to hold. The caller closes what it gets. Thread-safe. */
public final class Streams {

    private final Masters masters;
    private final Duration connectLimit;

    /** Connects to these masters. */
    public Streams(Masters masters, Duration connectLimit) {
        this.masters = masters;
        this.connectLimit = connectLimit;
    }

    /**
     * A fresh connection to the first master that accepts one; each is tried once.
     *
     * @throws ExchangeException if none does
     */
    public Connection connect() throws ExchangeException {
        ExchangeException last = null;
        for (Address address : masters.order()) {
            try {
                return Connection.open(address, connectLimit);
            } catch (ExchangeException e) {
                masters.failed(address);
                last = e;
            }
        }
        throw last == null
                ? new ExchangeException(
                        ExchangeException.Stage.CONNECTING, "no master is known", new IllegalStateException())
                : last;
    }

    /** A stream of this master was of no use: others first. */
    public void failed(Address address) {
        masters.failed(address);
    }
}
