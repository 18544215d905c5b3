package org.tanist.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;

/** Processes that run beside the masters, with a temporary directory; all of it goes when this is closed, or on Ctrl-C. */
final class Companions implements AutoCloseable {

    private final Path directory;
    private final List<Process> processes = new ArrayList<>();
    private final Thread cleanup = new Thread(this::end, "tanist-cleanup");

    Companions(String name) {
        try {
            directory = Files.createTempDirectory("tanist-" + name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary directory: " + e.getMessage(), e);
        }
        Runtime.getRuntime().addShutdownHook(cleanup);
    }

    Path directory() {
        return directory;
    }

    /** Starts one; what it prints goes to {@code <name>.log}. */
    void start(String name, List<String> command) {
        try {
            processes.add(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve(name + ".log").toFile())
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
            if (Files.exists(directory)) {
                remove();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void remove() {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + directory + ": " + e.getMessage(), e);
        }
    }
}
