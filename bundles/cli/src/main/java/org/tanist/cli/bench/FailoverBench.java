package org.tanist.cli.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.cli.context.Globals;
import org.tanist.cli.context.Limits;
import org.tanist.cli.local.LocalCluster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tanist bench failover}. */
@Command(
        name = "failover",
        description = {
            "Measures how long a writer goes without an acknowledgement when the active changes, in ms.",
            "Exit code 1 if an acknowledged write was lost."
        })
public final class FailoverBench implements Callable<Integer> {

    private final Globals globals;

    @Option(
            names = "--kind",
            split = ",",
            paramLabel = "KIND",
            description = {
                "kill, stop, term, transfer, leader; default kill,transfer,term,stop.",
                "leader kills the standby that leads the Raft group, while the active stays."
            })
    private List<Kind> kinds = List.of(Kind.KILL, Kind.TRANSFER, Kind.TERM, Kind.STOP);

    @Option(names = "--trials", paramLabel = "N", description = "Trials of each kind; default 10.")
    private int trials = 10;

    @Option(names = "--election-timeout", paramLabel = "DURATION", description = "Default 1s.")
    private String electionTimeout = "1s";

    @Option(names = "--no-early-detection", description = "A death is noticed by nothing but silence.")
    private boolean unaware;

    @Mixin
    private final ClusterOptions own = new ClusterOptions();

    /** The command. */
    public FailoverBench(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        Duration timeout = Limits.parse(electionTimeout);
        long detectionMillis = own.detection(timeout).toMillis();
        if (own.onZooKeeper() && kinds.contains(Kind.LEADER)) {
            throw new Failure(ExitCode.USAGE, "--kind leader: with ZooKeeper no master leads a Raft group");
        }
        // A client that is slower to lose patience than the masters would hide how fast they are.
        Duration patience = Duration.ofMillis(Math.min(500, detectionMillis));
        Kind.Setting setting = new Kind.Setting(own.size(), own.onZooKeeper(), !unaware, detectionMillis);
        Report report = new Report();
        try (LocalCluster cluster = own.prepare(
                globals,
                "tanist.election.timeout=" + timeout.toMillis() + "ms",
                "tanist.election.early-detection=" + !unaware)) {
            FailoverTrials runs = new FailoverTrials(cluster, patience, globals::message);
            runs.prepare();
            for (Kind kind : kinds) {
                Samples gaps = new Samples();
                for (int trial = 1; trial <= trials; trial++) {
                    gaps.add(runs.run(kind, trial));
                }
                String figure = kind.wire() + (unaware ? " without early detection" : "") + ", " + own.setting();
                report.add(figure + ", gap ms", gaps, kind.target(setting));
            }
            report.show(globals);
            globals.message(runs.verdict());
            return runs.lost() == 0 ? ExitCode.OK : ExitCode.FAILED;
        }
    }
}
