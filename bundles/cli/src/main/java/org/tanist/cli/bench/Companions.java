package org.tanist.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.cli.local.TemporaryDirectory;

/** Processes that run beside the masters, with a temporary directory; all of it goes when this is closed, or on Ctrl-C. */
final class Companions implements AutoCloseable {

    private final TemporaryDirectory directory;
    private final List<Process> processes = new ArrayList<>();
    private final Thread cleanup = new Thread(this::end, "tanist-cleanup");

    Companions(String name) {
        directory = TemporaryDirectory.make(name);
        Runtime.getRuntime().addShutdownHook(cleanup);
    }

    Path directory() {
        return directory.path();
    }

    /** Starts one; what it prints goes to {@code <name>.log}. */
    void start(String name, List<String> command) {
        try {
            processes.add(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory().resolve(name + ".log").toFile())
                    .start());
        } catch (IOException e) {
            throw new Failure(ExitCode.FAILED, command.get(0) + " cannot be started: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(cleanup);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook has just done its work.
            return;
        }
    }

    private void end() {
        processes.forEach(Process::destroyForcibly);
        try {
            for (Process process : processes) {
                process.waitFor(5, TimeUnit.SECONDS);
            }
            directory.remove();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
