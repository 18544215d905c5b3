package org.tanist.worker.run;

/** How far a run has come. */
public enum Phase {
    /** To be started, as soon as its jar is here and no earlier run of the instance is left. */
    WAITING,
    /** Its jar is being fetched. */
    FETCHING,
    /** Its leader was started. */
    STARTED,
    /** Its program runs. */
    RUNNING,
    /** Its leader is gone; what it left behind is being killed. */
    ENDING,
    /** No process is left. */
    EXITED,
    /** It was not started and will not be. */
    REFUSED;

    /** Whether there are, or may be, processes. */
    public boolean live() {
        return this == STARTED || this == RUNNING || this == ENDING;
    }

    /** Whether there are none yet. */
    public boolean early() {
        return this == WAITING || this == FETCHING;
    }

    /** Whether there will be none any more. */
    public boolean over() {
        return this == EXITED || this == REFUSED;
    }
}
