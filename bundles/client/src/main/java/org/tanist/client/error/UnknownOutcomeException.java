package org.tanist.client.error;

/** The command was sent, and whether it took effect is not known. */
public final class UnknownOutcomeException extends ClientException {
    private static final long serialVersionUID = 1L;

    /** A failure described by a problem. */
    public UnknownOutcomeException(Problem problem) {
        super(problem);
    }
}
