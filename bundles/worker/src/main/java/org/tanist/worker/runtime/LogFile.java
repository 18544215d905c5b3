package org.tanist.worker.runtime;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The worker's own log: one line an event, two files of 4 MB. The JDK's logging, since it costs neither memory nor time to start. */
final class LogFile {

    private static final int BYTES = 4 * 1024 * 1024;
    private static final int FILES = 2;

    private LogFile() {}

    /** From now on everything is logged there. */
    static void open(Path directory) throws IOException {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        // A percent sign begins something else in the handler's pattern.
        String pattern = directory.toString().replace("%", "%%") + "/worker.%g.log";
        FileHandler file = new FileHandler(pattern, BYTES, FILES, true);
        file.setFormatter(new Line());
        root.addHandler(file);
        root.setLevel(Level.INFO);
    }

    private static final class Line extends Formatter {
        @Override
        public String format(LogRecord event) {
            String logger = String.valueOf(event.getLoggerName());
            String line = event.getInstant() + " " + event.getLevel() + " "
                    + logger.substring(logger.lastIndexOf('.') + 1) + " " + formatMessage(event) + "\n";
            Throwable thrown = event.getThrown();
            if (thrown == null) {
                return line;
            }
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace, true));
            return line + trace;
        }
    }
}
