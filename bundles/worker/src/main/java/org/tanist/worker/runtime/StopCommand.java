package org.tanist.worker.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tanist.worker.files.WorkerDirectory;
import org.tanist.worker.process.ProcessName;
import org.tanist.worker.process.Signals;

/** {@code worker -stop}. */
public final class StopCommand {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private StopCommand() {}

    /** Asks the worker of this directory to end and waits until it has; false if it does not. */
    public static boolean run(Path directory) throws IOException, InterruptedException {
        Optional<ProcessName> holder = WorkerDirectory.holder(directory);
        if (holder.isEmpty()) {
            System.err.println("worker: none runs on " + directory);
            return true;
        }
        Signals.each("TERM", List.of(holder.get().pid()));
        if (!holder.get().ended(LIMIT)) {
            System.err.println("worker: process " + holder.get().pid() + " has not ended within " + LIMIT.toSeconds()
                    + " s; its log in " + directory.resolve("logs") + " says what it does");
            return false;
        }
        return true;
    }
}
