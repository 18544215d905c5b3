package org.tanist.client.http;

import java.io.IOException;

/** An exchange that broke, and how far it had come: that decides whether it may be repeated. */
public final class ExchangeException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Stage stage;

    /** A failure at a stage. */
    public ExchangeException(Stage stage, String message, Throwable cause) {
        super(message, cause);
        this.stage = stage;
    }

    /** How far the exchange had come. */
    public Stage stage() {
        return stage;
    }

    /** How far an exchange can come. */
    public enum Stage {
        /** Nothing was sent: repeating it is always safe. */
        CONNECTING,
        /** Something was sent and nothing came back: the master may have acted, or may never have read it. */
        SENT,
        /** The answer broke off. */
        ANSWERING
    }
}
