package org.tanist.client.error;

/** No master was active, or none could be reached, until the time limit. Nothing was done. */
public final class NoActiveException extends ClientException {
    private static final long serialVersionUID = 1L;

    /** A failure described by a problem. */
    public NoActiveException(Problem problem) {
        super(problem);
    }
}
