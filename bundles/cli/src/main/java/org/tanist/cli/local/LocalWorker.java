package org.tanist.cli.local;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One worker of a local cluster, as a process of its own. */
public final class LocalWorker implements AutoCloseable {

    /** It asks its instances to end, and gives them ten seconds. */
    private static final Duration END = Duration.ofSeconds(20);

    private final String name;
    private final LocalProcess process;

    /** A worker that does not run yet; its data and output are in the cluster's directory. */
    LocalWorker(LocalCluster cluster, String name) {
        this.name = name;
        String masters = String.join(
                ",", cluster.masters().stream().map(LocalMaster::address).toList());
        this.process = new LocalProcess(
                name,
                cluster.directory().resolve(name + ".log"),
                List.of(
                        LocalCluster.program("worker").toString(),
                        "-masters",
                        masters,
                        "-dir",
                        cluster.directory().resolve(name).toString(),
                        "-name",
                        name));
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Its process id; 0 if it never ran. */
    public long pid() {
        return process.pid();
    }

    /** Starts it; does not wait until it is up. */
    public void start() {
        process.start(Set.of("TANIST_HOME"), Map.of());
    }

    /** Kills it without a warning; its instances go on until their lease is over. */
    public void kill() {
        process.kill();
    }

    /** Resident memory in bytes of it and of what it has started: the process that watches its leases, and instances. */
    public long residentBytes() {
        return process.familyResidentBytes();
    }

    /** The last lines of what it printed. */
    public List<String> lastLines(int count) {
        return process.lastLines(count);
    }

    /** Ends it in order, with all that it runs. May be called again. */
    @Override
    public void close() {
        process.terminate();
        if (!process.ended(END)) {
            process.kill();
        }
    }
}
