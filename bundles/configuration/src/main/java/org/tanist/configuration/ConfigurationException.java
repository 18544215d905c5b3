package org.tanist.configuration;

/** A configuration that cannot be used; the message is one line: which key, what is wrong, what to do. Exit code 2. */
public final class ConfigurationException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With the one line. */
    public ConfigurationException(String message) {
        super(message);
    }
}
