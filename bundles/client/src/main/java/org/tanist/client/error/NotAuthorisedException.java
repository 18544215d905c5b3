package org.tanist.client.error;

/** The caller is unknown, or may not do this, or used a host name that the master does not answer to. */
public final class NotAuthorisedException extends ClientException {
    private static final long serialVersionUID = 1L;

    /** A failure described by a problem. */
    public NotAuthorisedException(Problem problem) {
        super(problem);
    }
}
