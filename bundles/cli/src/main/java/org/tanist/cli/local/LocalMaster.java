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

/** One master as a process of its own. */
public final class LocalMaster {

    private final String name;
    private final int port;
    private final Path log;
    private final List<String> command;
    private final Path collectorLog;
    private boolean logsCollections;
    private @Nullable Process process;
    private boolean stopped;

    LocalMaster(String name, int port, Path log, List<String> command) {
        this.name = name;
        this.port = port;
        this.log = log;
        this.command = List.copyOf(command);
        this.collectorLog = log.resolveSibling(name + "-gc.log");
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Its HTTP address. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Its process id; 0 if it never ran. */
    public synchronized long pid() {
        return process == null ? 0 : process.pid();
    }

    /** From the next start on, Java's garbage collector writes down what it does. */
    public synchronized void logCollections() {
        logsCollections = true;
    }

    /** What the garbage collector has done since the start; nothing unless that is logged. */
    public Collections collections() {
        return Collections.read(collectorLog);
    }

    /** Starts it; does not wait until it is up. */
    public synchronized void start() {
        ProcessBuilder builder = new ProcessBuilder(command);
        // What the user has set for masters of another cluster must not steer these.
        builder.environment().keySet().removeIf(key -> key.startsWith("TANIST_") && !kept(key));
        if (logsCollections) {
            builder.environment()
                    .merge("TANIST_JAVA_OPTS", "-Xlog:gc:file=" + collectorLog, (set, more) -> set + " " + more);
        }
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.get(0) + ": " + e.getMessage(), e);
        }
    }

    /** Kills it without a warning. */
    public synchronized void kill() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    /** Asks it to end, which hands over first. */
    public synchronized void terminate() {
        if (process != null) {
            process.destroy();
        }
    }

    /** Stops it where it is: it keeps its connections and says nothing. */
    public void stop() {
        signal("STOP");
        setStopped(true);
    }

    /** Lets a stopped one go on. */
    public void resume() {
        signal("CONT");
        setStopped(false);
    }

    /** Whether its process runs. */
    public synchronized boolean running() {
        return process != null && process.isAlive();
    }

    /** Whether it can be expected to answer. */
    public synchronized boolean answering() {
        return running() && !stopped;
    }

    /** Waits for its end. */
    public boolean ended(Duration limit) {
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

    /** Its resident memory in bytes; 0 if it cannot be read. */
    public long residentBytes() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid() + "/status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
                }
            }
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
        return 0;
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

    private synchronized void setStopped(boolean now) {
        stopped = now;
    }

    private void signal(String signal) {
        try {
            int code = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid())
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

    private static boolean kept(String key) {
        return key.equals("TANIST_JAVA_OPTS") || key.equals("TANIST_HOME");
    }
}
