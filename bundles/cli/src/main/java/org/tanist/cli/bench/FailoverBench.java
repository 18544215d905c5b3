package org.tanist.cli.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.tanist.cli.context.ExitCode;
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
            description = "kill, stop, term, transfer; default kill,transfer,term,stop.")
    private List<Kind> kinds = List.of(Kind.KILL, Kind.TRANSFER, Kind.TERM, Kind.STOP);

    @Option(names = "--trials", paramLabel = "N", description = "Trials of each kind; default 10.")
    private int trials = 10;

    @Option(names = "--election-timeout", paramLabel = "DURATION", description = "Default 1s.")
    private String electionTimeout = "1s";

    @Mixin
    private final ClusterOptions own = new ClusterOptions();

    /** The command. */
    public FailoverBench(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        long timeoutMillis = Limits.parse(electionTimeout).toMillis();
        // A client that is slower to lose patience than the masters would hide how fast they are.
        Duration patience = Duration.ofMillis(Math.min(500, timeoutMillis));
        Report report = new Report();
        int lost = 0;
        try (LocalCluster cluster = own.prepare(globals, "tanist.election.timeout=" + timeoutMillis + "ms")) {
            FailoverTrials runs = new FailoverTrials(cluster, patience, globals::message);
            runs.prepare();
            for (Kind kind : kinds) {
                Samples gaps = new Samples();
                for (int trial = 1; trial <= trials; trial++) {
                    gaps.add(runs.run(kind, trial));
                }
                String figure = kind.name().toLowerCase(Locale.ROOT) + ", " + own.size() + " masters, gap ms";
                report.add(figure, gaps, kind.target(own.size(), timeoutMillis));
            }
            lost = runs.lost();
            report.show(globals);
            globals.message(runs.verdict());
        }
        return lost == 0 ? ExitCode.OK : ExitCode.FAILED;
    }
}
