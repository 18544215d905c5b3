package org.tanist.cli.demo;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.tanist.cli.local.AckedWriter;
import org.tanist.cli.local.LocalCluster;
import org.tanist.cli.local.LocalMaster;
import org.tanist.client.wire.Cluster;
import org.tanist.client.wire.Master;

/** What the demonstration shows, told as it happens. */
final class DemoScript {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int WRITES = 300;

    private final LocalCluster cluster;
    private final AckedWriter writer;
    private final Consumer<String> narrator;

    DemoScript(LocalCluster cluster, AckedWriter writer, Consumer<String> narrator) {
        this.cluster = cluster;
        this.writer = writer;
        this.narrator = narrator;
    }

    /** Plays it to the end; false if an acknowledged write was lost. */
    boolean play() {
        Cluster before = start();
        long killed = kill(before);
        Cluster after = cluster.awaitSuccessor(before, LIMIT);
        writer.awaitMore(WRITES, LIMIT);
        tell(before, after, writer.longestGapSince(killed));
        boolean kept = check();
        comeBack(cluster.active(before));
        narrator.accept("");
        narrator.accept("Console: http://" + address(after) + "/ui/");
        return kept;
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
