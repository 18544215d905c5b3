package org.tanist.cli.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.cli.context.Globals;
import org.tanist.cli.context.Limits;
import org.tanist.cli.local.InstalledEnsemble;
import org.tanist.cli.local.LocalCluster;
import picocli.CommandLine.Option;

/** Options of the cluster that a benchmark starts for itself. */
final class ClusterOptions {

    /** Sessions last at most 20 ticks, at least 2; with 5 the servers notice the end of one in good time. */
    private static final int TICKS_OF_A_SESSION = 5;

    @Option(names = "--size", paramLabel = "N", description = "Number of masters, 3 (default) or 5.")
    private int size = 3;

    @Option(
            names = "--election",
            paramLabel = "PROVIDER",
            description = "raft (default), or zookeeper: on an ensemble of three servers that is started, too.")
    private String election = "raft";

    @Option(
            names = "--session-timeout",
            paramLabel = "DURATION",
            description = "With zookeeper: of the masters' sessions; default 1s.")
    private String session = "1s";

    @Option(names = "-D", paramLabel = "KEY=VALUE", description = "Further configuration of the masters.")
    private List<String> configuration = new ArrayList<>();

    @Option(names = "--keep", description = "Leave the temporary directory with data and logs.")
    private boolean keep;

    int size() {
        return size;
    }

    boolean onZooKeeper() {
        return switch (election) {
            case "raft" -> false;
            case "zookeeper" -> true;
            default ->
                throw new Failure(
                        ExitCode.USAGE, "--election: there is no '" + election + "' here: name raft or zookeeper");
        };
    }

    /** What is measured, for a table: so many masters, and where they elect unless that is Raft. */
    String setting() {
        return size + " masters" + (onZooKeeper() ? ", ZooKeeper" : "");
    }

    /** After which silence another master takes over, if Raft's is this. */
    Duration detection(Duration raft) {
        return onZooKeeper() ? Limits.parse(session) : raft;
    }

    /** A cluster with these settings and those of the command line, which win; no master runs yet. */
    LocalCluster prepare(Globals globals, String... settings) {
        List<String> options = new ArrayList<>();
        for (String setting : settings) {
            options.addAll(List.of("-D", setting));
        }
        if (!onZooKeeper()) {
            return masters(globals, options);
        }
        Duration timeout = Limits.parse(session);
        InstalledEnsemble ensemble = new InstalledEnsemble(timeout.dividedBy(TICKS_OF_A_SESSION), keep);
        try {
            globals.message("starting three ZooKeeper servers: " + ensemble.connect());
            ensemble.start();
            options.addAll(ensemble.options());
            options.addAll(List.of("-D", "tanist.election.zookeeper.session-timeout=" + timeout.toMillis() + "ms"));
            return masters(globals, options).on(ensemble);
        } catch (RuntimeException e) {
            ensemble.close();
            throw e;
        }
    }

    private LocalCluster masters(Globals globals, List<String> options) {
        configuration.forEach(setting -> options.addAll(List.of("-D", setting)));
        LocalCluster cluster = new LocalCluster(size, options, keep);
        globals.message("starting " + size + " masters in " + cluster.directory());
        return cluster;
    }
}
