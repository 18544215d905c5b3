package org.tanist.itests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One worker process; it can be started again after it ended. When it is closed, nothing of it is left. */
public final class WorkerProcess implements AutoCloseable {
    private static final Duration END = Duration.ofSeconds(40);

    private final String name;
    private final Path directory;
    private final Path log;
    private final List<String> command;
    private Process process;

    /** Not started yet. */
    public WorkerProcess(String name, String masters, List<String> prefix, String... options) {
        Path folder = Tarball.fresh("worker");
        this.name = name;
        this.directory = folder.resolve(name);
        this.log = folder.resolve(name + ".log");
        this.command = new ArrayList<>(prefix);
        command.addAll(List.of(Tarball.home().resolve("bin/worker").toString(), "-masters", masters, "-name", name));
        command.addAll(List.of("-dir", directory.toString()));
        command.addAll(List.of(options));
    }

    /** Starts it, or starts it again. */
    public WorkerProcess start() {
        process = Processes.start(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())));
        return this;
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Its data. */
    public Path directory() {
        return directory;
    }

    /** Sends a signal by name and goes on. */
    public void signal(String signal) {
        Processes.signal(process.pid(), signal);
    }

    /** kill -9, and waits for the end; its instances go on. */
    public void kill() {
        signal("KILL");
        exitCode();
    }

    /** Waits for its end. */
    public int exitCode() {
        if (!Processes.awaitExit(process, END)) {
            throw new AssertionError("worker " + name + " has not ended:\n" + output());
        }
        return process.exitValue();
    }

    /** Whether it runs. */
    public boolean alive() {
        return process != null && process.isAlive();
    }

    /** All that it printed. */
    public String output() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Processes that instances of this worker have now. */
    public List<Long> instances() {
        Path id = directory.resolve("worker.id");
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            String mark =
                    "TANIST_RUN=" + (Files.exists(id) ? Files.readString(id).strip() : "none") + ":";
            return all.map(ProcessHandle::pid)
                    .filter(pid -> environment(pid).contains(mark))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes that the logs of its instances take. */
    public long logBytes() {
        try (Stream<Path> files = Files.walk(directory.resolve("instances"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("output"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty for a zombie, too. */
    private static String environment(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        if (alive()) {
            signal("CONT");
            signal("TERM");
            Processes.awaitExit(process, Duration.ofSeconds(15));
        }
        if (process != null) {
            Processes.destroy(process);
        }
        instances().forEach(pid -> Processes.signal(pid, "KILL"));
    }
}
