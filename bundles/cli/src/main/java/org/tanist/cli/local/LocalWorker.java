package org.tanist.cli.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One worker of a local cluster, as a process of its own. */
public final class LocalWorker implements AutoCloseable {

    /** It asks its instances to end, and gives them ten seconds. */
    private static final Duration END = Duration.ofSeconds(20);

    private final String name;
    private final Path log;
    private final List<String> command;
    private @Nullable Process process;

    /** A worker that does not run yet; its data and output are in the cluster's directory. */
    LocalWorker(LocalCluster cluster, String name) {
        this.name = name;
        this.log = cluster.directory().resolve(name + ".log");
        String masters = String.join(
                ",", cluster.masters().stream().map(LocalMaster::address).toList());
        this.command = List.of(
                LocalCluster.program("worker").toString(),
                "-masters",
                masters,
                "-dir",
                cluster.directory().resolve(name).toString(),
                "-name",
                name);
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Its process id; 0 if it never ran. */
    public synchronized long pid() {
        return process == null ? 0 : process.pid();
    }

    /** Starts it; does not wait until it is up. */
    public synchronized void start() {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(key -> key.startsWith("TANIST_") && !key.equals("TANIST_HOME"));
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.get(0) + ": " + e.getMessage(), e);
        }
    }

    /** Kills it without a warning; its instances go on until their lease is over. */
    public synchronized void kill() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    /** The last lines of what it printed. */
    public List<String> lastLines(int count) {
        try {
            List<String> lines = new ArrayList<>(Files.readAllLines(log));
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        } catch (IOException e) {
            return List.of("(no output: " + e.getMessage() + ")");
        }
    }

    /** Ends it in order, with all that it runs. May be called again. */
    @Override
    public void close() {
        Process ending;
        synchronized (this) {
            ending = process;
        }
        if (ending == null) {
            return;
        }
        ending.destroy();
        try {
            if (!ending.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
                ending.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
