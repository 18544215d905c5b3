package org.tanist.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.tanist.cli.bench.fleet.Fleet;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.cli.context.Globals;
import org.tanist.cli.local.LocalCluster;
import org.tanist.cli.local.LocalMaster;
import org.tanist.cli.local.Waiting;
import org.tanist.client.TanistClient;
import org.tanist.client.wire.Application;
import org.tanist.client.wire.ApplicationSpec;
import org.tanist.client.wire.Cluster;
import org.tanist.client.wire.Incarnation;

/** What many simulated workers cost the active, and how soon the next one has heard of all that they run. */
final class FleetTrials {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final ClusterOptions own;
    private final Globals globals;
    private final Report report;

    FleetTrials(ClusterOptions own, Globals globals, Report report) {
        this.own = own;
        this.globals = globals;
        this.report = report;
    }

    /**
     * How much of it.
     *
     * @param workers simulated ones
     * @param applications of one instance each
     * @param failovers by SIGKILL
     * @param seconds how long processor time is counted
     */
    record Size(int workers, int applications, int failovers, int seconds) {}

    void run(Size size) throws IOException {
        try (LocalCluster cluster = own.prepare(globals);
                TanistClient client = cluster.client()) {
            cluster.start();
            LocalMaster active = cluster.active(cluster.awaitAllUp(LIMIT));
            double idle = share(active, size.seconds());
            try (Fleet fleet = new Fleet(cluster.addresses(), size.workers()).start()) {
                Waiting.require(LIMIT, size.workers() + " simulated workers", () -> fleet.taken() == size.workers());
                submit(client, size.applications());
                Waiting.require(
                        LIMIT,
                        size.applications() + " instances",
                        () -> fleet.told().size() == size.applications());
                long before = fleet.heartbeats();
                double busy = share(active, size.seconds());
                double rate = (fleet.heartbeats() - before) / (double) size.seconds();
                report.add("active without workers, % of a core", idle, "");
                report.add(
                        String.format(Locale.ROOT, "active with %d workers, %% of a core", size.workers()), busy, "25");
                report.add("heartbeats a second meanwhile", rate, "");
                failovers(cluster, client, fleet, size);
            }
        }
    }

    private void submit(TanistClient client, int applications) throws IOException {
        globals.message("submitting " + applications + " applications");
        Path jar = LocalCluster.program("tanist").resolveSibling("../examples/applications/example-hello.jar");
        String id = client.jars().put(jar, "hello.jar", (bytes, of) -> {}).id();
        for (int i = 0; i < applications; i++) {
            client.applications().submit(ApplicationSpec.of("simulated-" + i, id));
        }
    }

    private void failovers(LocalCluster cluster, TanistClient client, Fleet fleet, Size size) {
        Samples millis = new Samples();
        Samples all = new Samples();
        Set<Incarnation> runs = fleet.told();
        for (int trial = 1; trial <= size.failovers(); trial++) {
            Cluster before = cluster.awaitAllUp(LIMIT);
            LocalMaster old = cluster.active(before);
            long start = System.nanoTime();
            old.kill();
            Waiting.require(LIMIT, "all workers answered by a new active", () -> fleet.adopted(before.term()));
            Samples workers = new Samples();
            for (long nanos : fleet.answeredNanos()) {
                workers.add((nanos - start) / 1e6);
                all.add((nanos - start) / 1e6);
            }
            millis.add(workers.max());
            same(runs, fleet.told(), running(client));
            globals.message("failover " + trial + ": all workers answered within " + Math.round(workers.max())
                    + " ms, half of them within " + Math.round(workers.percentile(50)) + " ms; the same " + runs.size()
                    + " instances run");
            old.ended(LIMIT);
            old.start();
        }
        if (millis.count() > 0) {
            report.add(
                    String.format(
                            Locale.ROOT,
                            "kill to %d applications re-adopted from %d workers, ms",
                            size.applications(),
                            size.workers()),
                    millis,
                    "3000");
            report.add("kill to the answer of a new active, each worker, ms", all, "");
        }
    }

    /** A failover restarts nothing, loses nothing, and makes nothing twice. */
    private static void same(Set<Incarnation> before, Set<Incarnation> told, Set<Incarnation> known) {
        if (!before.equals(told) || !before.equals(known)) {
            throw new Failure(
                    ExitCode.FAILED,
                    "a failover changed what runs: " + before.size() + " instances before it, " + told.size()
                            + " told by the workers and " + known.size() + " running for the new active after it");
        }
    }

    private static Set<Incarnation> running(TanistClient client) {
        Set<Incarnation> running = new HashSet<>();
        List<Application> all = client.applications().list(false);
        for (Application application : all) {
            application.instances().stream()
                    .filter(instance -> instance.state().equals("running"))
                    .map(instance -> new Incarnation(application.name(), instance.number(), instance.incarnation()))
                    .forEach(running::add);
        }
        return running;
    }

    /** Percent of a core that a master takes. */
    private static double share(LocalMaster master, int seconds) {
        Duration before = master.processorTime();
        long start = System.nanoTime();
        long end = start + Duration.ofSeconds(seconds).toNanos();
        Waiting.until(Duration.ofSeconds(seconds), () -> System.nanoTime() > end);
        Duration used = master.processorTime().minus(before);
        return 100.0 * used.toNanos() / (System.nanoTime() - start);
    }
}
