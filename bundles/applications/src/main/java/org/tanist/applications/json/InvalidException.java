package org.tanist.applications.json;

/** A request is wrong; the message says what, which, and what to do. */
public final class InvalidException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With one line. */
    public InvalidException(String detail) {
        super(detail);
    }
}
