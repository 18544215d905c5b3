package org.tanist.client.error;

/** The request is wrong; sending it again will not help. */
public final class InvalidRequestException extends ClientException {
    private static final long serialVersionUID = 1L;

    /** A failure described by a problem. */
    public InvalidRequestException(Problem problem) {
        super(problem);
    }
}
