package org.tanist.cli.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.tanist.cli.bench.load.LoadRun;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.cli.context.Globals;
import org.tanist.cli.local.LocalCluster;
import org.tanist.client.http.Address;
import org.tanist.client.wire.Cluster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tanist bench throughput}. */
@Command(
        name = "throughput",
        description = {
            "Measures durable writes and linearizable reads of 100 bytes over keep-alive HTTP.",
            "Starts three masters of its own unless --masters names a cluster."
        })
public final class ThroughputBench implements Callable<Integer> {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private final Globals globals;

    @Option(names = "--seconds", paramLabel = "N", description = "Counted time of each figure; default 10.")
    private int seconds = 10;

    @Option(names = "--warm-up", paramLabel = "N", description = "Seconds before counting; default 5.")
    private int warmUp = 5;

    @Option(names = "--clients", paramLabel = "N", description = "Clients of the concurrent figures; default 64.")
    private int clients = 64;

    @Option(names = "--keys", paramLabel = "N", description = "Number of keys, all written before; default 1000.")
    private int keys = 1_000;

    @Option(
            names = "--peer",
            split = ",",
            paramLabel = "NAME",
            description = "Also measure etcd, zookeeper or, of these, those that are installed, in the same run.")
    private List<String> peers = new ArrayList<>();

    @Mixin
    private final ClusterOptions own = new ClusterOptions();

    /** The command. */
    public ThroughputBench(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() throws IOException {
        if (seconds < 1 || warmUp < 0 || clients < 1 || keys < 1) {
            throw new Failure(ExitCode.USAGE, "--seconds, --clients and --keys must be positive");
        }
        List<Peer> others = Peer.named(peers);
        Report report = new Report();
        LoadRun many = new LoadRun(clients, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds));
        Throughput throughput = new Throughput(
                report, own.onZooKeeper() ? Throughput.Goal.ZOOKEEPER : Throughput.Goal.RAFT, many, globals::message);
        if (globals.mastersGiven()) {
            throughput.measure(new TanistLoad(active()), keys);
        } else {
            ownCluster(throughput);
        }
        for (Peer peer : others) {
            globals.message("starting " + own.size() + " members of " + peer.wire());
            peer.run(own.size(), subject -> throughput.measure(subject, keys));
        }
        report.show(globals);
        if (!throughput.verdict().isEmpty()) {
            globals.message(throughput.verdict());
        }
        return ExitCode.OK;
    }

    private Address active() {
        try (var client = globals.client()) {
            return Address.parse(client.cluster(false)
                    .activeMaster()
                    .orElseThrow(() -> new Failure(ExitCode.NO_ACTIVE, "no master is active"))
                    .address());
        }
    }

    private void ownCluster(Throughput throughput) throws IOException {
        try (LocalCluster cluster = own.prepare(globals)) {
            cluster.start();
            Cluster up = cluster.awaitAllUp(START_LIMIT);
            Address active = Address.parse(up.activeMaster().orElseThrow().address());
            throughput.measure(new TanistLoad(active), keys);
        }
    }
}
