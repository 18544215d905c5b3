package org.tanist.worker.lease;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lease that holds now. The keeper is told first: a lease that nobody else enforces is none. Thread-safe. */
public final class Leases {

    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

    private final Keeper keeper;
    private final Uptime uptime;
    private volatile Lease current;

    /** Begins with what an earlier process of this worker was given. */
    public Leases(Keeper keeper, Uptime uptime) throws IOException {
        this.keeper = keeper;
        this.uptime = uptime;
        this.current = keeper.remembered(uptime.hundredths());
    }

    /** Takes a lease that ends later than the one before; without a keeper it is not taken. */
    public synchronized void renew(Lease lease) {
        Lease later = current.later(lease);
        try {
            keeper.tell(later);
            current = later;
        } catch (IOException e) {
            LOG.error("the lease is not taken, since the keeper cannot be told of it: {}", e.getMessage());
        }
    }

    /** Ends the keeper: nothing runs any more, and nothing will. */
    public synchronized void end() {
        current = Lease.NONE;
        try {
            keeper.quit();
        } catch (IOException e) {
            LOG.info("the keeper ends by itself, since it cannot be told to: {}", e.getMessage());
        }
    }

    /** The lease. */
    public Lease current() {
        return current;
    }

    /** Now, on the leases' clock. */
    public long now() {
        return uptime.hundredths();
    }
}
