package org.tanist.worker.files;

/** The worker's directory cannot be used; the message is one line for people. */
public final class DirectoryException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong, and what to do. */
    public DirectoryException(String message) {
        super(message);
    }
}
