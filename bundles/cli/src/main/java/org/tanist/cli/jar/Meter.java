package org.tanist.cli.jar;

import java.util.Locale;
import java.util.function.Consumer;
import org.tanist.cli.context.Terminal;
import org.tanist.client.JarsClient;

/** Shows on a terminal how far a transfer is; silent elsewhere, so that logs stay clean. For one thread. */
public final class Meter implements JarsClient.Progress, AutoCloseable {
    private static final long EVERY_NANOS = 200_000_000L;
    private static final String CLEAR = "\r\u001b[K";

    private final String what;
    private final Consumer<String> screen;
    private final boolean shown = Terminal.messages();
    private final long startNanos = System.nanoTime();
    private long lastNanos = startNanos;
    private boolean drawn;

    /** Draws with what prints without a line end. */
    public Meter(String what, Consumer<String> screen) {
        this.what = what;
        this.screen = screen;
    }

    @Override
    public void reached(long bytes, long of) {
        long now = System.nanoTime();
        if (!shown || now - lastNanos < EVERY_NANOS) {
            return;
        }
        lastNanos = now;
        drawn = true;
        screen.accept(CLEAR + line(what, bytes, of, (now - startNanos) / 1e9));
    }

    static String line(String what, long bytes, long of, double seconds) {
        String rate = String.format(Locale.ROOT, "%.1f MB/s", bytes / 1e6 / Math.max(0.001, seconds));
        return of > 0
                ? String.format(
                        Locale.ROOT,
                        "%s  %d%%  %.1f of %.1f MB  %s",
                        what,
                        bytes * 100 / of,
                        bytes / 1e6,
                        of / 1e6,
                        rate)
                : String.format(Locale.ROOT, "%s  %.1f MB  %s", what, bytes / 1e6, rate);
    }

    /** Removes the line. */
    @Override
    public void close() {
        if (drawn) {
            screen.accept(CLEAR);
        }
    }
}
