package org.tanist.cluster;

import java.util.Locale;

/**
 * Every kind of failure that a user can meet, with the HTTP status and the exit code of the command line that go with it.
 * This is the one table; nothing else maps errors.
 */
public enum ErrorCode {
    /** The request or the configuration is wrong. */
    INVALID(400, 1),
    /** The caller did not say who it is. */
    UNAUTHENTICATED(401, 7),
    /** The caller may not do this, or the host header or origin is not allowed. */
    FORBIDDEN(403, 7),
    /** There is no such thing. */
    NOT_FOUND(404, 3),
    /** The method is not offered for this path. */
    METHOD_NOT_ALLOWED(405, 2),
    /** The state of the cluster does not allow it now. */
    CONFLICT(409, 4),
    /** A check of the operation failed; the detail says which. */
    REFUSED(409, 4),
    /** If-Match or If-None-Match did not hold. */
    PRECONDITION_FAILED(412, 4),
    /** The body is larger than allowed. */
    TOO_LARGE(413, 1),
    /** This master is not the active one; the caller should go to the one that is. */
    NOT_ACTIVE(503, 5),
    /** No master is active, or no majority can be reached. */
    NO_ACTIVE(503, 5),
    /** The command was sent on, but whether it took effect is not known; retry with the same id. */
    UNKNOWN_OUTCOME(503, 5),
    /** Accepted, but not finished in time. */
    TIMEOUT(504, 6),
    /** A jar could not be put on enough disks; nothing was published. */
    TOO_FEW_COPIES(503, 5),
    /** There was such a jar, and every copy of it is lost or damaged. */
    LOST(410, 3),
    /** Too much is waiting already. */
    OVERLOADED(503, 5),
    /** Something that the answer needs does not answer, such as a worker. */
    UNAVAILABLE(503, 1),
    /** A defect or an unexpected failure inside. */
    INTERNAL(500, 1);

    private final int httpStatus;
    private final int exitCode;

    ErrorCode(int httpStatus, int exitCode) {
        this.httpStatus = httpStatus;
        this.exitCode = exitCode;
    }

    /** The HTTP status of an answer with this code. */
    public int httpStatus() {
        return httpStatus;
    }

    /** The exit code of a command that failed so. */
    public int exitCode() {
        return exitCode;
    }

    /** The form in {@code application/problem+json}: lower case with dashes. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
