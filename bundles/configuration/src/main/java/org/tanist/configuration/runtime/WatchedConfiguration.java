package org.tanist.configuration.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.tanist.configuration.Configuration;
import org.tanist.configuration.ConfigurationException;
import org.tanist.configuration.LiveConfiguration;
import org.tanist.configuration.internal.Resolved;

/**
 * The configuration in force, read again when its file changes. The file is looked at, not watched by the kernel: that also
 * notices a changed link target, a replaced mount and a file on NFS. A file that became wrong is reported once and ignored.
 */
public final class WatchedConfiguration implements LiveConfiguration, AutoCloseable {
    private final Sources sources;
    private final Consumer<String> report;
    private final List<Consumer<Configuration>> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService executor;
    private volatile Resolved current;
    private String seen;
    private String previous;

    private WatchedConfiguration(Sources sources, Consumer<String> report) throws ConfigurationException {
        this.sources = sources;
        this.report = report;
        this.seen = contents();
        this.previous = seen;
        this.current = sources.resolve();
        this.executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "tanist-configuration");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Reads and checks the sources, and begins to look at the file.
     *
     * @param interval between two looks
     * @param report takes one line for the log about each change or refusal
     * @throws ConfigurationException if the configuration is wrong now
     */
    public static WatchedConfiguration open(Sources sources, Duration interval, Consumer<String> report)
            throws ConfigurationException {
        WatchedConfiguration watched = new WatchedConfiguration(sources, report);
        if (sources.file().isPresent()) {
            long nanos = interval.toNanos();
            watched.executor.scheduleWithFixedDelay(watched::look, nanos, nanos, TimeUnit.NANOSECONDS);
        }
        return watched;
    }

    @Override
    public Configuration current() {
        return current;
    }

    @Override
    public Subscription onChange(Consumer<Configuration> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private void look() {
        try {
            String now = contents();
            // Twice the same: an editor truncates before it writes, and an empty file is a valid one.
            boolean settled = now.equals(previous);
            previous = now;
            if (settled && !now.equals(seen)) {
                seen = now;
                take(sources.resolve());
            }
        } catch (ConfigurationException e) {
            report.accept("changed configuration is ignored: " + e.getMessage());
        }
    }

    private void take(Resolved written) throws ConfigurationException {
        Resolved old = current;
        Resolved next = written.keepingRestartKeysOf(old);
        List<String> taken = next.differences(old);
        List<String> postponed = written.differences(next);
        if (!postponed.isEmpty()) {
            report.accept("changed configuration needs a restart of this master for " + String.join(", ", postponed));
        }
        if (!taken.isEmpty()) {
            current = next;
            report.accept("changed configuration is in force for " + String.join(", ", taken));
            listeners.forEach(listener -> tell(listener, next));
        }
    }

    /** One listener's defect may not keep the change from the others. */
    private void tell(Consumer<Configuration> listener, Configuration next) {
        try {
            listener.accept(next);
        } catch (RuntimeException e) {
            report.accept("changed configuration was refused by "
                    + listener.getClass().getName() + ": " + e);
        }
    }

    /** The file is small; comparing its text needs no trust in time stamps. */
    private String contents() {
        Path file = sources.file().orElse(null);
        try {
            return file == null ? "" : Files.readString(file);
        } catch (IOException e) {
            return "unreadable";
        }
    }
}
