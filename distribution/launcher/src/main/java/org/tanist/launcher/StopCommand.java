package org.tanist.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.tanist.configuration.Configuration;
import org.tanist.configuration.ConfigurationException;

/** {@code bin/master -stop}: asks the master of a data directory to end, as SIGTERM does, and waits until it has. */
final class StopCommand {
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private StopCommand() {}

    /** Whether no master runs there any more. */
    static boolean run(Arguments arguments, Path home) throws ConfigurationException, InterruptedException {
        // Only the directory matters: whoever stops a master need not repeat how it was started.
        Map<String, String> overrides = new TreeMap<>(arguments.overrides());
        overrides.put("tanist.security.authentication", "none");
        overrides.put("tanist.cluster.masters", "");
        Arguments forgiving = new Arguments(arguments.request(), arguments.file(), arguments.flags(), overrides);
        Configuration configuration = forgiving.sources(home, "").load();
        Path directory = configuration.directory();
        Optional<ProcessHandle> holder;
        try {
            holder = DataDirectory.holder(directory);
        } catch (IOException e) {
            throw new ConfigurationException("tanist.directory = '" + directory + "' cannot be read (" + e.getMessage()
                    + "): run this as the user of the master");
        }
        if (holder.isEmpty()) {
            System.out.println("no master runs in " + directory);
            return true;
        }
        return stop(holder.get(), configuration.duration("tanist.stop.timeout").plus(MARGIN));
    }

    private static boolean stop(ProcessHandle master, Duration limit) throws InterruptedException {
        if (!master.destroy()) {
            System.err.println("master: process " + master.pid() + " cannot be stopped: run this as its user");
            return false;
        }
        try {
            master.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            System.out.println("stopped the master with process id " + master.pid());
            return true;
        } catch (ExecutionException | TimeoutException e) {
            System.err.println("master: process " + master.pid() + " has not ended within " + limit.toSeconds()
                    + " s: see logs/master.log in its data directory");
            return false;
        }
    }
}
