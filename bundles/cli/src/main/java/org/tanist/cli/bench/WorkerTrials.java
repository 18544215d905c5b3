package org.tanist.cli.bench;

import java.time.Duration;
import org.tanist.cli.context.Globals;
import org.tanist.cli.local.LocalCluster;
import org.tanist.cli.local.LocalWorker;
import org.tanist.cli.local.Waiting;
import org.tanist.client.TanistClient;

/** How long a worker takes from its start until the masters place instances on it, and its memory when it has nothing to do. */
final class WorkerTrials {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final ClusterOptions own;
    private final Globals globals;
    private final Report report;

    WorkerTrials(ClusterOptions own, Globals globals, Report report) {
        this.own = own;
        this.globals = globals;
        this.report = report;
    }

    void run(int trials) {
        Samples starts = new Samples();
        Samples megabytes = new Samples();
        try (LocalCluster cluster = own.prepare(globals);
                TanistClient client = cluster.client()) {
            cluster.start();
            cluster.awaitAllUp(LIMIT);
            for (int trial = 0; trial < trials; trial++) {
                try (LocalWorker worker = cluster.worker("w" + trial)) {
                    long start = System.nanoTime();
                    worker.start();
                    Waiting.require(LIMIT, "worker " + worker.name() + " registered", () -> live(client, worker));
                    starts.add((System.nanoTime() - start) / 1e6);
                    if (trial < 3) {
                        rest();
                        megabytes.add(worker.residentBytes() / 1e6);
                    }
                }
                globals.message("worker " + (trial + 1) + " of " + trials);
            }
        }
        report.add("bin/worker to registered, ms", starts, "1000");
        report.add("resident memory of an idle worker with its keeper, MB", megabytes, "80");
    }

    private static boolean live(TanistClient client, LocalWorker worker) {
        return client.workers().list(false).stream()
                .anyMatch(one -> one.name().equals(worker.name()) && one.state().equals("live"));
    }

    /** The peak of the start is not what is meant by idle. */
    private static void rest() {
        long end = System.nanoTime() + IDLE.toNanos();
        Waiting.until(IDLE, () -> System.nanoTime() > end);
    }
}
