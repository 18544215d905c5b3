package org.tanist.client.error;

/** A check of the operation did not hold, or the state of the cluster does not allow it now. */
public final class RefusedException extends ClientException {
    private static final long serialVersionUID = 1L;

    /** A failure described by a problem. */
    public RefusedException(Problem problem) {
        super(problem);
    }
}
