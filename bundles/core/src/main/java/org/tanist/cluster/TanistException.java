package org.tanist.cluster;

/** The root of failures that are shown to users: a code, and one line saying what, which, and what to do. */
public class TanistException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    /** A failure without a deeper cause. */
    public TanistException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    /** A failure caused by another. */
    public TanistException(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** The kind of failure. */
    public final ErrorCode code() {
        return code;
    }
}
