package org.tanist.cli.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One master as a process of its own. */
public final class LocalMaster {

    private static final String JAVA_OPTIONS = "TANIST_JAVA_OPTS";
    private static final Set<String> KEPT = Set.of(JAVA_OPTIONS, "TANIST_HOME");

    private final String name;
    private final int port;
    private final LocalProcess process;
    private final Path collectorLog;
    private boolean logsCollections;
    private boolean stopped;

    LocalMaster(String name, int port, Path log, List<String> command) {
        this.name = name;
        this.port = port;
        this.process = new LocalProcess(name, log, command);
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
    public long pid() {
        return process.pid();
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
        process.start(KEPT, logsCollections ? Map.of(JAVA_OPTIONS, "-Xlog:gc:file=" + collectorLog) : Map.of());
    }

    /** Kills it without a warning. */
    public void kill() {
        process.kill();
    }

    /** Asks it to end, which hands over first. */
    public void terminate() {
        process.terminate();
    }

    /** Stops it where it is: it keeps its connections and says nothing. */
    public void stop() {
        process.signal("STOP");
        setStopped(true);
    }

    /** Lets a stopped one go on. */
    public void resume() {
        process.signal("CONT");
        setStopped(false);
    }

    /** Whether its process runs. */
    public boolean running() {
        return process.running();
    }

    /** Whether it can be expected to answer. */
    public synchronized boolean answering() {
        return running() && !stopped;
    }

    /** Waits for its end. */
    public boolean ended(Duration limit) {
        return process.ended(limit);
    }

    /** Its resident memory in bytes; 0 if it cannot be read. */
    public long residentBytes() {
        return process.residentBytes();
    }

    /** Processor time of all its threads since its start; nothing if it cannot be read. */
    public Duration processorTime() {
        return process.processorTime();
    }

    /** The last lines of what it printed. */
    public List<String> lastLines(int count) {
        return process.lastLines(count);
    }

    private synchronized void setStopped(boolean now) {
        stopped = now;
    }
}
