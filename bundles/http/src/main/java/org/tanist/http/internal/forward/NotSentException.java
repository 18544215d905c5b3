package org.tanist.http.internal.forward;

import java.io.IOException;

/** A request that certainly did not reach the other master. */
final class NotSentException extends IOException {
    private static final long serialVersionUID = 1L;

    NotSentException(String message, Throwable cause) {
        super(message, cause);
    }

    NotSentException(String message) {
        super(message);
    }
}
