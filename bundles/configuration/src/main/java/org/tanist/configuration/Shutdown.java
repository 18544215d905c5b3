package org.tanist.configuration;

/**
 * Ends this process; an OSGi service that the launcher registers before any bundle starts. Only the first call counts. Returns at
 * once, so that a component may call it while it is being activated.
 */
public interface Shutdown {

    /**
     * Stops all bundles in order, then exits: for what cannot be served, such as a data directory of another cluster.
     *
     * @param code 0 for a requested stop, 1 for a failure, 2 for a configuration error
     * @param oneLine what, which, and what to do; printed to standard error and the log unless empty
     */
    void exit(int code, String oneLine);

    /**
     * Ends the process without stopping anything: for when an effect of an older term may not be allowed to go on.
     *
     * @param code see {@link #exit}
     * @param oneLine what, which, and what to do; printed to standard error if that is possible at once
     */
    void halt(int code, String oneLine);
}
