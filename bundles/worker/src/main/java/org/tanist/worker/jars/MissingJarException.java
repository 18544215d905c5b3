package org.tanist.worker.jars;

import java.io.IOException;

/** There is no such jar, or it is not one that can be run; asking again would not help. */
public final class MissingJarException extends IOException {
    private static final long serialVersionUID = 1L;

    /** One line for people: which, and why. */
    public MissingJarException(String message) {
        super(message);
    }
}
