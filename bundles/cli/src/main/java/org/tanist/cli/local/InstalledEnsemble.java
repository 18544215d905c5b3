package org.tanist.cli.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.cli.context.MasterSources;

/** Three ZooKeeper servers on loopback from the jars of the installation, in a temporary directory that goes with them. */
public final class InstalledEnsemble implements AutoCloseable {
    private static final int SERVERS = 3;

    private final TemporaryDirectory directory = TemporaryDirectory.make("zookeeper");
    private final boolean keep;
    private final LocalEnsemble servers;

    /**
     * Servers that do not run yet.
     *
     * @param tick ZooKeeper's unit of time; sessions last from 2 to 20 of it
     * @param keep whether to leave the directory when it is closed
     */
    public InstalledEnsemble(Duration tick, boolean keep) {
        this.keep = keep;
        servers = new LocalEnsemble(directory.path(), jars(), SERVERS, tick, List.of());
    }

    private static String jars() {
        Path folder = MasterSources.home()
                .map(home -> home.resolve("lib").resolve("zookeeper"))
                .filter(Files::isDirectory)
                .orElseThrow(() ->
                        new Failure(ExitCode.USAGE, "there is no lib/zookeeper: TANIST_HOME is not an installation"));
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString).sorted().collect(Collectors.joining(File.pathSeparator));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Starts them and waits until each has found its place. */
    public void start() {
        servers.start();
    }

    /** All servers, as in {@code tanist.election.zookeeper.connect}, without a path. */
    public String connect() {
        return servers.connect();
    }

    /** What masters are told, so that they elect there. */
    public List<String> options() {
        return List.of(
                "-D", "tanist.election.provider=zookeeper", "-D", "tanist.election.zookeeper.connect=" + connect());
    }

    /** Kills all servers and removes the directory. May be called again. */
    @Override
    public void close() {
        servers.close();
        if (!keep) {
            directory.remove();
        }
    }
}
