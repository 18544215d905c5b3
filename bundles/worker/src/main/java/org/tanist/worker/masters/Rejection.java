package org.tanist.worker.masters;

/** What to do when the masters will not have this worker; trying again would not help. */
@FunctionalInterface
public interface Rejection {

    /** Called once, from one of the threads here. */
    void rejected(String why);
}
