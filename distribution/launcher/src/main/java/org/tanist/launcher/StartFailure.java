package org.tanist.launcher;

/** The installation cannot be started; the message says what failed. Exit code 1. */
final class StartFailure extends Exception {
    private static final long serialVersionUID = 1L;

    StartFailure(String message) {
        super(message);
    }
}
