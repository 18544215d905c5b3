package org.tanist.applications.state;

/** Where an instance stands. */
public enum Phase {
    /** To be placed on a worker. */
    WAITING,
    /** Assigned to a worker, which has not said that it runs. */
    STARTING,
    /** Its process runs, as its worker says. */
    RUNNING,
    /** Taken from its worker, which has not said that it is gone; it may still run. */
    STOPPING,
    /** Over; not to be placed any more. */
    ENDED;

    /** Whether a worker has it, or may have it. */
    public boolean onWorker() {
        return this == STARTING || this == RUNNING || this == STOPPING;
    }

    /** Whether it is among what its worker is to run. */
    public boolean assigned() {
        return this == STARTING || this == RUNNING;
    }
}
