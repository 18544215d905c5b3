package org.tanist.launcher;

import org.apache.felix.framework.Logger;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.slf4j.LoggerFactory;

/** Sends what Felix has to say to the log; by default it would go to standard output. */
final class FrameworkLog extends Logger {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger("org.apache.felix.framework");

    @Override
    protected void doLog(
            @Nullable Bundle bundle,
            @Nullable ServiceReference reference,
            int level,
            String message,
            @Nullable Throwable failure) {
        doLog(level, bundle == null ? message : bundle.getSymbolicName() + ": " + message, failure);
    }

    @Override
    protected void doLog(int level, String message, @Nullable Throwable failure) {
        switch (level) {
            case LOG_ERROR -> LOG.error(message, failure);
            case LOG_WARNING -> LOG.warn(message, failure);
            case LOG_INFO -> LOG.info(message, failure);
            default -> LOG.debug(message, failure);
        }
    }
}
