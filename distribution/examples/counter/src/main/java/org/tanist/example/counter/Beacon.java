package org.tanist.example.counter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.service.ActiveContext;

/**
 * What only the active does: once a second it writes {@code term=… master=… total=…} into {@code tanist.plugin.counter.file}, or
 * nowhere if that is not set.
 *
 * <p>The file is outside of Tanist, so an older active that was paused could come back and overwrite what its successor wrote.
 * Therefore the term goes along, and a higher one that is already there is never overwritten. (A file cannot check and write in
 * one step; a real store, a database say, should do the comparison itself.)
 */
final class Beacon implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Beacon.class);
    private static final Pattern TERM = Pattern.compile("term=(\\d+) .*", Pattern.DOTALL);

    private final Path file;
    private final ActiveContext context;
    private final LongSupplier total;

    private Beacon(Path file, ActiveContext context, LongSupplier total) {
        this.file = file;
        this.context = context;
        this.total = total;
    }

    /** Starts it; what is returned stops it. */
    static AutoCloseable start(Map<String, String> settings, ActiveContext context, LongSupplier total)
            throws IOException {
        LOG.info(
                "counts as active: term={} master={}",
                context.term(),
                context.self().name());
        String file = settings.getOrDefault("file", "");
        if (file.isEmpty()) {
            return () -> {};
        }
        Beacon beacon = new Beacon(Path.of(file).toAbsolutePath(), context, total);
        beacon.write();
        ScheduledFuture<?> task =
                context.executor().scheduleWithFixedDelay(beacon::writeOrSayWhyNot, 1, 1, TimeUnit.SECONDS);
        return () -> {
            task.cancel(false);
            beacon.close();
        };
    }

    private void writeOrSayWhyNot() {
        try {
            write();
        } catch (IOException e) {
            LOG.warn("the beacon cannot be written: {}", e.toString());
        }
    }

    private synchronized void write() throws IOException {
        if (!context.serving() || newest() > context.term().value()) {
            return;
        }
        Path fresh =
                file.resolveSibling(file.getFileName() + "." + context.term().value());
        Files.writeString(fresh, line());
        // Whoever reads sees the old line or the new one, never half of one.
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private String line() {
        return "term=" + context.term().value() + " master=" + context.self().name() + " total=" + total.getAsLong()
                + "\n";
    }

    private long newest() throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        Matcher matcher = TERM.matcher(Files.readString(file));
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
    }

    /** Waits for a write that is under way: after this, nothing of this term is written any more. */
    @Override
    public synchronized void close() {
        LOG.info("stops counting as active: term={}", context.term());
    }
}
