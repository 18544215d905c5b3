package org.tanist.cli.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Globals;
import org.tanist.cli.context.Limits;
import org.tanist.cli.local.AckedWriter;
import org.tanist.cli.local.LocalCluster;
import org.tanist.cli.local.Waiting;
import org.tanist.client.TanistClient;
import org.tanist.client.wire.Cluster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tanist bench steadiness}. */
@Command(
        name = "steadiness",
        description = {
            "Counts the changes of the active that nothing justifies, while other processes keep all cores busy.",
            "Exit code 1 if an acknowledged write was lost."
        })
public final class SteadinessBench implements Callable<Integer> {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(1);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Globals globals;

    @Option(names = "--length", paramLabel = "DURATION", description = "Default 10m.")
    private String length = "10m";

    @Option(names = "--election-timeout", paramLabel = "DURATION", description = "Default 300ms.")
    private String electionTimeout = "300ms";

    @Option(names = "--busy", paramLabel = "N", description = "Busy processes beside them; default: one for each core.")
    private int busy = Runtime.getRuntime().availableProcessors();

    @Mixin
    private final ClusterOptions own = new ClusterOptions();

    /** The command. */
    public SteadinessBench(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        Duration whole = Limits.parse(length);
        long timeoutMillis = Limits.parse(electionTimeout).toMillis();
        try (LocalCluster cluster = own.prepare(globals, "tanist.election.timeout=" + timeoutMillis + "ms")) {
            cluster.start();
            Cluster before = cluster.awaitAllUp(LIMIT);
            try (TanistClient client = cluster.client(PATIENCE);
                    AckedWriter writer = new AckedWriter(client, "steady/", PAUSE);
                    Companions burners = new Companions("busy")) {
                writer.start();
                writer.awaitMore(100, LIMIT);
                long start = System.nanoTime();
                for (int i = 0; i < busy; i++) {
                    burners.start("busy-" + i, List.of("sh", "-c", "while :; do :; done"));
                }
                globals.message(busy + " busy processes for " + whole.toSeconds() + " s");
                Waiting.until(whole, () -> System.nanoTime() - start > whole.toNanos());
                String load = Report.load();
                double gap = writer.longestGapSince(start).toNanos() / 1e6;
                burners.close();
                Cluster after = cluster.awaitAllUp(LIMIT);
                writer.close();
                return report(writer, List.of(before.term(), after.term()), gap, load);
            }
        }
    }

    private int report(AckedWriter writer, List<Long> terms, double gap, String load) {
        AckedWriter.Verification verified = writer.verify();
        Report report = new Report();
        String during = String.format(
                Locale.ROOT,
                ", %d masters, time-out %s, %d busy processes, %s",
                own.size(),
                electionTimeout,
                busy,
                length);
        report.add("changes of the active" + during, (double) terms.get(1) - terms.get(0), "0");
        report.add("longest gap of a writer, ms", gap, "");
        report.add("acknowledged writes", verified.checked(), "");
        report.show(globals);
        globals.message("load at the end " + load + "; " + verified.checked() + " acknowledged writes checked, "
                + verified.missing().size() + " lost; " + writer.failedCalls() + " calls of the client failed");
        return verified.missing().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }
}
