package org.tanist.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.cli.context.Globals;
import org.tanist.cli.local.LocalCluster;
import org.tanist.cli.local.LocalMaster;
import org.tanist.cli.local.Waiting;
import org.tanist.client.ClientOptions;
import org.tanist.client.TanistClient;
import org.tanist.client.error.ClientException;
import org.tanist.client.follow.Call;
import org.tanist.client.http.Address;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tanist bench startup}. */
@Command(
        name = "startup",
        description = "Measures a master's start, its memory when idle, and how long 'tanist status' takes.")
public final class StartupBench implements Callable<Integer> {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Globals globals;

    @Option(names = "--trials", paramLabel = "N", description = "Default 5.")
    private int trials = 5;

    @Option(names = "--idle", paramLabel = "N", description = "Seconds before memory is read; default 20.")
    private int idleSeconds = 20;

    /** The command. */
    public StartupBench(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        Report report = new Report();
        Samples http = new Samples();
        for (int trial = 0; trial < trials; trial++) {
            try (LocalCluster one = new LocalCluster(1, List.of(), false)) {
                http.add(startMillis(one));
            }
        }
        report.add("bin/master to an answer over HTTP, ms", http, "2500");
        try (LocalCluster cluster = new LocalCluster(3, List.of(), false)) {
            cluster.start();
            cluster.awaitAllUp(LIMIT);
            Samples status = new Samples();
            Path program = LocalCluster.program("tanist");
            for (int trial = 0; trial < trials * 2; trial++) {
                status.add(statusMillis(program, cluster.masters().get(0).address()));
            }
            report.add("tanist status, ms", status, "400");
            memory(report, cluster);
        }
        report.show(globals);
        return ExitCode.OK;
    }

    private static double startMillis(LocalCluster one) {
        LocalMaster master = one.masters().get(0);
        long start = System.nanoTime();
        master.start();
        ClientOptions options = ClientOptions.of(List.of(Address.parse(master.address())))
                .withTimeout(Duration.ofMillis(500))
                .withLearning(false);
        try (TanistClient client = TanistClient.of(options)) {
            Waiting.require(LIMIT, "an answer over HTTP", () -> answers(client));
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private static boolean answers(TanistClient client) {
        try {
            return client.send(Call.get("/health/live")).status() == 200;
        } catch (ClientException e) {
            return false;
        }
    }

    private static double statusMillis(Path program, String address) {
        long start = System.nanoTime();
        try {
            Process process = new ProcessBuilder(program.toString(), "status", "--masters", address)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new Failure(ExitCode.NOT_FINISHED, "'tanist status' does not end");
            }
        } catch (IOException e) {
            throw new Failure(ExitCode.FAILED, "cannot start " + program + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return (System.nanoTime() - start) / 1e6;
    }

    /** Memory once the work of the start has settled: the peak is not what is meant by idle. */
    private void memory(Report report, LocalCluster cluster) {
        long end = System.nanoTime() + Duration.ofSeconds(idleSeconds).toNanos();
        Waiting.until(Duration.ofSeconds(idleSeconds), () -> System.nanoTime() > end);
        Samples megabytes = new Samples();
        cluster.masters().forEach(master -> megabytes.add(master.residentBytes() / 1e6));
        report.add("resident memory of an idle master, MB", megabytes, "260");
    }
}
