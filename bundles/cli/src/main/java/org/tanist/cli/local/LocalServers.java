package org.tanist.cli.local;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Servers of other people's software, each a process of its own with a name. They end with this program at the latest. Thread-safe. */
final class LocalServers implements AutoCloseable {
    private static final int ENDING_SECONDS = 5;

    private final Map<String, Process> processes = new ConcurrentHashMap<>();
    private final Thread cleanup;

    /** None yet. @param kind of software */
    LocalServers(String kind) {
        cleanup = new Thread(this::killAll, "tanist-cleanup-" + kind);
        Runtime.getRuntime().addShutdownHook(cleanup);
    }

    /** Keeps a process that has just been started, in the place of one of that name. */
    void keep(String name, Process process) {
        processes.put(name, process);
    }

    /** The process, whether or not it still runs; empty if there never was one, or it was killed. */
    Optional<Process> find(String name) {
        return Optional.ofNullable(processes.get(name));
    }

    /** The names of those that have ended by themselves. */
    List<String> ended() {
        return processes.entrySet().stream()
                .filter(one -> !one.getValue().isAlive())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** SIGKILL, and waits for the end. */
    void kill(String name) {
        Process process = processes.remove(name);
        if (process != null) {
            process.destroyForcibly();
            try {
                process.waitFor(ENDING_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Sends a signal that Java has no word for, such as STOP. */
    void signal(String name, String signal) {
        Process process = find(name).orElseThrow(() -> new IllegalStateException(name + " does not run"));
        LocalProcess.signal(signal, process.pid(), name);
    }

    /** Kills all. May be called again. */
    @Override
    public void close() {
        killAll();
        try {
            Runtime.getRuntime().removeShutdownHook(cleanup);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook has just done its work.
            return;
        }
    }

    private void killAll() {
        List.copyOf(processes.keySet()).forEach(this::kill);
    }
}
