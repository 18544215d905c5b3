package org.tanist.cli.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A program of the installation as a process that can be started again, with its output in a file. Thread-safe. */
final class LocalProcess {

    private final String name;
    private final Path log;
    private final List<String> command;
    private @Nullable Process process;

    LocalProcess(String name, Path log, List<String> command) {
        this.name = name;
        this.log = log;
        this.command = List.copyOf(command);
    }

    /**
     * Starts it. What the user has set for masters or workers of another cluster does not steer it.
     *
     * @param kept the variables beginning with TANIST_ that it gets all the same
     * @param more further variables, which go after what the user has set
     */
    synchronized void start(Set<String> kept, Map<String, String> more) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(key -> key.startsWith("TANIST_") && !kept.contains(key));
        more.forEach((key, value) -> builder.environment().merge(key, value, (set, added) -> set + " " + added));
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.get(0) + ": " + e.getMessage(), e);
        }
    }

    /** 0 if it never ran. */
    synchronized long pid() {
        return process == null ? 0 : process.pid();
    }

    synchronized boolean running() {
        return process != null && process.isAlive();
    }

    synchronized void kill() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    synchronized void terminate() {
        if (process != null) {
            process.destroy();
        }
    }

    /** Sends a signal that Java has no word for, such as STOP. */
    void signal(String signal) {
        signal(signal, pid(), name);
    }

    /** The same for any process. @param name for messages */
    static void signal(String signal, long pid, String name) {
        try {
            int code = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid)
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("cannot send " + signal + " to " + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot send " + signal + " to " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for its end; true if it has ended, or never ran. */
    boolean ended(Duration limit) {
        Process ending;
        synchronized (this) {
            ending = process;
        }
        try {
            return ending == null || ending.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Resident memory in bytes; 0 if it cannot be read. */
    long residentBytes() {
        return residentBytes(pid());
    }

    /** Resident memory of it and of all processes that it has started. */
    long familyResidentBytes() {
        return ProcessHandle.of(pid()).stream()
                .flatMap(parent -> Stream.concat(Stream.of(parent), parent.descendants()))
                .mapToLong(one -> residentBytes(one.pid()))
                .sum();
    }

    /** Processor time since its start, of all its threads; nothing if it cannot be read. */
    Duration processorTime() {
        return ProcessHandle.of(pid())
                .flatMap(handle -> handle.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    /** The last lines of what it printed. */
    List<String> lastLines(int count) {
        try {
            List<String> lines = new ArrayList<>(Files.readAllLines(log));
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        } catch (IOException e) {
            return List.of("(no output: " + e.getMessage() + ")");
        }
    }

    private static long residentBytes(long pid) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
                }
            }
        } catch (IOException | NumberFormatException e) {
            // It has ended.
            return 0;
        }
        return 0;
    }
}
