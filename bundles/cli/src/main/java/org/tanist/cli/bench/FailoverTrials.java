package org.tanist.cli.bench;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.cli.local.AckedWriter;
import org.tanist.cli.local.LocalCluster;
import org.tanist.cli.local.LocalMaster;
import org.tanist.client.TanistClient;
import org.tanist.client.wire.Cluster;
import org.tanist.client.wire.Master;
import org.tanist.client.wire.Transition;
import org.tanist.client.wire.TransitionOrder;

/** Trials on one cluster: a writer writes all along, the active changes, the writer's gap is measured, all is put right again. */
final class FailoverTrials {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(1);
    private static final int WARM_UP = 200;

    private final LocalCluster cluster;
    private final Duration patience;
    private final Consumer<String> progress;
    private int checked;
    private int lost;
    private int failedCalls;

    /**
     * Trials on a cluster.
     *
     * @param patience of the writer with a silent master
     */
    FailoverTrials(LocalCluster cluster, Duration patience, Consumer<String> progress) {
        this.cluster = cluster;
        this.patience = patience;
        this.progress = progress;
    }

    void prepare() {
        cluster.start();
        cluster.awaitAllUp(START_LIMIT);
    }

    /** One trial; the gap in milliseconds. */
    double run(Kind kind, int trial) {
        Cluster before = cluster.awaitAllUp(START_LIMIT);
        String prefix = kind.name().toLowerCase(Locale.ROOT) + "-" + trial + "-" + before.term() + "/";
        try (TanistClient client = cluster.client(patience);
                AckedWriter writer = new AckedWriter(client, prefix, PAUSE)) {
            writer.start();
            writer.awaitMore(WARM_UP, LIMIT);
            long start = System.nanoTime();
            change(kind, before);
            Cluster after = cluster.awaitSuccessor(before, LIMIT);
            writer.awaitMore(WARM_UP, LIMIT);
            double gap = writer.longestGapSince(start).toNanos() / 1e6;
            putRight(kind, before);
            writer.close();
            count(writer);
            progress.accept(String.format(
                    Locale.ROOT,
                    "%s %d: %s -> %s, term %d, gap %.0f ms, %d writes",
                    kind.name().toLowerCase(Locale.ROOT),
                    trial,
                    cluster.active(before).name(),
                    cluster.active(after).name(),
                    after.term(),
                    gap,
                    writer.acknowledged()));
            return gap;
        }
    }

    int lost() {
        return lost;
    }

    String verdict() {
        return checked + " acknowledged writes checked, " + lost + " lost; " + failedCalls
                + " calls of the client failed";
    }

    private void change(Kind kind, Cluster before) {
        LocalMaster active = cluster.active(before);
        switch (kind) {
            case KILL -> active.kill();
            case STOP -> active.stop();
            case TERM -> active.terminate();
            case TRANSFER -> transfer(before);
        }
    }

    private void transfer(Cluster before) {
        Master target = before.masters().stream()
                .filter(m -> !m.name().equals(before.active()))
                .findAny()
                .orElseThrow();
        try (TanistClient client = cluster.client()) {
            Transition started = client.transitions().start(TransitionOrder.transfer(target.name(), "benchmark"));
            Transition ended = client.transitions().await(started, LIMIT);
            if (!ended.state().equals("done")) {
                throw new Failure(
                        ExitCode.FAILED,
                        "the transfer to " + target.name() + " is " + ended.state() + ": " + ended.cause() + " "
                                + ended.checks());
            }
        }
    }

    private void putRight(Kind kind, Cluster before) {
        LocalMaster old = cluster.active(before);
        switch (kind) {
            case KILL, TERM -> {
                if (!old.ended(LIMIT)) {
                    throw new Failure(ExitCode.FAILED, "master " + old.name() + " has not ended");
                }
                old.start();
            }
            case STOP -> old.resume();
            case TRANSFER -> {
                // Nothing was broken.
            }
        }
    }

    private void count(AckedWriter writer) {
        AckedWriter.Verification verified = writer.verify();
        checked += verified.checked();
        lost += verified.missing().size();
        failedCalls += writer.failedCalls();
        if (!verified.missing().isEmpty()) {
            progress.accept("LOST: " + verified.missing());
        }
    }
}
