package org.tanist.cli.demo;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.cli.local.AckedWriter;
import org.tanist.cli.local.LocalCluster;
import org.tanist.cli.local.LocalMaster;
import org.tanist.cli.local.LocalWorker;
import org.tanist.client.wire.Application;
import org.tanist.client.wire.Cluster;
import org.tanist.client.wire.Master;

/** What the demonstration shows, told as it happens. */
final class DemoScript {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int WRITES = 300;

    private final LocalCluster cluster;
    private final List<LocalWorker> workers;
    private final AckedWriter writer;
    private final DemoApplication application;
    private final Consumer<String> narrator;

    DemoScript(LocalCluster cluster, List<LocalWorker> workers, Props props, Consumer<String> narrator) {
        this.cluster = cluster;
        this.workers = workers;
        this.writer = props.writer();
        this.application = props.application();
        this.narrator = narrator;
    }

    /** What plays along. */
    record Props(AckedWriter writer, DemoApplication application) {}

    /** Plays it to the end; false if an acknowledged write was lost, or the application did not do as it should. */
    boolean play() {
        Cluster before = start();
        Application.Instance running = submit();
        long killed = kill(before);
        Cluster after = cluster.awaitSuccessor(before, LIMIT);
        writer.awaitMore(WRITES, LIMIT);
        tell(before, after, writer.longestGapSince(killed));
        boolean kept = check();
        boolean untouched = untouched(running);
        comeBack(cluster.active(before));
        boolean moved = moved(running);
        narrator.accept("");
        narrator.accept("Console: http://" + address(after) + "/ui/");
        return kept && untouched && moved;
    }

    private Application.Instance submit() {
        workers.forEach(LocalWorker::start);
        application.submit();
        Application.Instance running = application.awaitNewer(0);
        narrator.accept("Two workers, and an application at " + application.url() + ": " + application.ask());
        narrator.accept("  on worker " + running.worker() + ", process "
                + running.pid().orElse(-1) + ", incarnation " + running.incarnation());
        return running;
    }

    /** The death of a master is nothing to an application: the same process answers, and the new active knows it. */
    private boolean untouched(Application.Instance running) {
        Application.Instance now = application.awaitNewer(running.incarnation() - 1);
        boolean same = now.pid().equals(running.pid()) && now.incarnation() == running.incarnation();
        narrator.accept("The application " + (same ? "is still process " : "WAS RESTARTED as process ")
                + now.pid().orElse(-1) + ", incarnation " + now.incarnation() + ", and answers.");
        return same;
    }

    private boolean moved(Application.Instance running) {
        LocalWorker worker = workers.stream()
                .filter(w -> w.name().equals(running.worker()))
                .findFirst()
                .orElseThrow(() -> new Failure(ExitCode.FAILED, "no worker was started as " + running.worker()));
        narrator.accept("");
        narrator.accept("SIGKILL to worker " + worker.name() + ", process " + worker.pid()
                + ". Nothing runs it elsewhere before its lease is over and it is dead for certain.");
        long now = System.nanoTime();
        worker.kill();
        Application.Instance next = application.awaitNewer(running.incarnation());
        boolean elsewhere = !String.valueOf(next.worker()).equals(worker.name());
        narrator.accept(String.format(
                Locale.ROOT,
                "After %.1f s it runs on worker %s, process %d, incarnation %d: %s",
                (System.nanoTime() - now) / 1e9,
                next.worker(),
                next.pid().orElse(-1),
                next.incarnation(),
                application.ask()));
        return elsewhere;
    }

    private Cluster start() {
        narrator.accept("Starting three masters on loopback; data and logs in " + cluster.directory());
        cluster.start();
        Cluster up = cluster.awaitAllUp(START_LIMIT);
        for (Master master : up.masters()) {
            LocalMaster local = cluster.master(master);
            narrator.accept(
                    "  " + local.name() + "  " + local.address() + "  process " + local.pid() + "  " + master.role());
        }
        narrator.accept("Master " + cluster.active(up).name() + " is active in term " + up.term()
                + ". A writer writes through the client all the time.");
        writer.start();
        writer.awaitMore(WRITES, LIMIT);
        return up;
    }

    private long kill(Cluster before) {
        LocalMaster active = cluster.active(before);
        narrator.accept("");
        narrator.accept(writer.acknowledged() + " writes are acknowledged. SIGKILL to the active: " + active.name()
                + ", process " + active.pid() + ".");
        long now = System.nanoTime();
        active.kill();
        return now;
    }

    private void tell(Cluster before, Cluster after, Duration gap) {
        narrator.accept(String.format(
                Locale.ROOT,
                "Master %s took over in term %d (after term %d). The writer went %.0f ms without an acknowledgement;"
                        + " %d of its calls failed.",
                cluster.active(after).name(),
                after.term(),
                before.term(),
                gap.toNanos() / 1e6,
                writer.failedCalls()));
    }

    private boolean check() {
        AckedWriter.Verification verified = writer.verify();
        List<String> missing = verified.missing();
        narrator.accept("Acknowledged writes still there: " + (verified.checked() - missing.size()) + " of "
                + verified.checked() + ".");
        if (!missing.isEmpty()) {
            narrator.accept("LOST: " + missing.subList(0, Math.min(10, missing.size())));
        }
        return missing.isEmpty();
    }

    private void comeBack(LocalMaster master) {
        master.ended(LIMIT);
        master.start();
        Cluster up = cluster.awaitAllUp(START_LIMIT);
        String role = up.master(master.address()).map(Master::role).orElse("unknown");
        narrator.accept(
                "Master " + master.name() + " is started again, as process " + master.pid() + ", and is " + role + ".");
    }

    private static String address(Cluster cluster) {
        return cluster.activeMaster().map(Master::address).orElse("127.0.0.1:3000");
    }
}
