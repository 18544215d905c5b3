package org.tanist.launcher;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what libraries write to the JDK's own log (gRPC does) into this one; by default it would go to standard error. */
final class JavaLog extends Handler {
    private final SimpleFormatter formatter = new SimpleFormatter();

    /** Replaces the handlers of the JDK; nothing finer than information is taken. */
    static void install() {
        LogManager.getLogManager().reset();
        java.util.logging.Logger root = java.util.logging.Logger.getLogger("");
        root.setLevel(Level.INFO);
        root.addHandler(new JavaLog());
    }

    @Override
    public void publish(LogRecord event) {
        Logger log = LoggerFactory.getLogger(String.valueOf(event.getLoggerName()));
        String message = formatter.formatMessage(event);
        int level = event.getLevel().intValue();
        if (level >= Level.SEVERE.intValue()) {
            log.error(message, event.getThrown());
        } else if (level >= Level.WARNING.intValue()) {
            log.warn(message, event.getThrown());
        } else {
            // Their information is our detail.
            log.debug(message, event.getThrown());
        }
    }

    @Override
    public void flush() {
        // Nothing is kept back.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
