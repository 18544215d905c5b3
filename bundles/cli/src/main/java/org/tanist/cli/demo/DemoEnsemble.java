package org.tanist.cli.demo;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.cli.context.MasterSources;
import org.tanist.cli.local.LocalEnsemble;

/** The ZooKeeper ensemble of the demonstration, from the jars of the installation, in a temporary directory that goes with it. */
final class DemoEnsemble implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(500);
    private static final int SERVERS = 3;

    private final Path directory;
    private final boolean keep;
    private final LocalEnsemble ensemble;

    DemoEnsemble(boolean keep) {
        this.keep = keep;
        try {
            directory = Files.createTempDirectory("tanist-zookeeper-");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary directory: " + e.getMessage(), e);
        }
        ensemble = new LocalEnsemble(directory, jars(), SERVERS, TICK, List.of());
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

    void start() {
        ensemble.start();
    }

    String connect() {
        return ensemble.connect();
    }

    /** What the masters are told. */
    List<String> options() {
        return List.of(
                "-D", "tanist.election.provider=zookeeper", "-D", "tanist.election.zookeeper.connect=" + connect());
    }

    @Override
    public void close() {
        ensemble.close();
        if (keep) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + directory + ": " + e.getMessage(), e);
        }
    }
}
