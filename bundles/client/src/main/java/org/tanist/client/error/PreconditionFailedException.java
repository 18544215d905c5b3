package org.tanist.client.error;

/** The thing has changed since: compare-and-set did not set. */
public final class PreconditionFailedException extends ClientException {
    private static final long serialVersionUID = 1L;

    /** A failure described by a problem. */
    public PreconditionFailedException(Problem problem) {
        super(problem);
    }

    /** The version that is there now; 0 if there is none. */
    public long presentVersion() {
        return problem().body().number("version");
    }
}
