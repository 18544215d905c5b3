package org.tanist.client.error;

/** There is no such thing. */
public final class NotFoundException extends ClientException {
    private static final long serialVersionUID = 1L;

    /** A failure described by a problem. */
    public NotFoundException(Problem problem) {
        super(problem);
    }
}
