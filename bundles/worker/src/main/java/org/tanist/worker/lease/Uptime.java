package org.tanist.worker.lease;

/** The clock of leases. */
@FunctionalInterface
public interface Uptime {

    /** Hundredths of a second since the host was started. */
    long hundredths();
}
