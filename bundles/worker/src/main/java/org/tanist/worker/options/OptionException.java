package org.tanist.worker.options;

/** An option is wrong; the message is one line: which, what is wrong, what to do. Exit code 2. */
public final class OptionException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong, and what to do. */
    public OptionException(String message) {
        super(message);
    }
}
