package org.tanist.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;

/** A store beside which Tanist can be measured. */
enum Peer {
    ETCD("etcd-server"),
    ZOOKEEPER("zookeeper");

    private static final String INSTALLED = "installed";

    private final String debianPackage;

    Peer(String debianPackage) {
        this.debianPackage = debianPackage;
    }

    /** What is done with a peer that runs. */
    @FunctionalInterface
    interface Measurement {
        /** Measures it. */
        void of(Subject subject) throws IOException;
    }

    /** The peers of these names; {@code installed} stands for all that are. */
    static List<Peer> named(List<String> names) {
        return names.stream().flatMap(Peer::all).distinct().toList();
    }

    private static Stream<Peer> all(String name) {
        if (name.equals(INSTALLED)) {
            return Arrays.stream(values()).filter(Peer::present);
        }
        Peer peer = Arrays.stream(values())
                .filter(p -> p.wire().equals(name))
                .findFirst()
                .orElseThrow(() -> new Failure(
                        ExitCode.USAGE, "--peer: there is no '" + name + "': name etcd, zookeeper or installed"));
        if (!peer.present()) {
            throw new Failure(
                    ExitCode.FAILED, name + " is not installed (Debian: apt-get install " + peer.debianPackage + ")");
        }
        return Stream.of(peer);
    }

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    private boolean present() {
        return switch (this) {
            case ETCD ->
                Stream.of(String.valueOf(System.getenv("PATH")).split(":", -1))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "etcd")));
            case ZOOKEEPER -> Files.isReadable(ZooKeeperCluster.JAR);
        };
    }

    /** Starts so many members, measures, and ends them. */
    void run(int size, Measurement measurement) throws IOException {
        switch (this) {
            case ETCD -> {
                try (EtcdCluster cluster = new EtcdCluster(size)) {
                    measurement.of(cluster.leader());
                }
            }
            case ZOOKEEPER -> {
                try (ZooKeeperCluster cluster = new ZooKeeperCluster(size)) {
                    measurement.of(cluster.leader());
                }
            }
        }
    }
}
