package org.tanist.client.error;

/** Accepted, but not finished within the time limit. */
public final class NotFinishedException extends ClientException {
    private static final long serialVersionUID = 1L;

    /** A failure described by a problem. */
    public NotFinishedException(Problem problem) {
        super(problem);
    }
}
