package org.tanist.cli.bench;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.cli.local.AckedWriter;
import org.tanist.cli.local.LocalCluster;
import org.tanist.cli.local.LocalMaster;
import org.tanist.cli.local.Waiting;
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
        String prefix = kind.wire() + "-" + trial + "-" + before.term() + "/";
        try (TanistClient client = cluster.client(patience);
                AckedWriter writer = new AckedWriter(client, prefix, PAUSE)) {
            writer.start();
            writer.awaitMore(WARM_UP, LIMIT);
            LocalMaster victim = victim(kind, client, before);
            long start = System.nanoTime();
            change(kind, victim, before);
            Cluster after = kind == Kind.LEADER ? before : cluster.awaitSuccessor(before, LIMIT);
            writer.awaitMore(WARM_UP, LIMIT);
            double gap = writer.longestGapSince(start).toNanos() / 1e6;
            putRight(kind, victim);
            writer.close();
            count(writer);
            progress.accept(String.format(
                    Locale.ROOT,
                    "%s %d: %s -> %s, term %d, gap %.0f ms, %d writes",
                    kind.wire(),
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

    private LocalMaster victim(Kind kind, TanistClient client, Cluster before) {
        return kind == Kind.LEADER ? coordinator(client, before) : cluster.active(before);
    }

    /** Leadership of the Raft group leaves the active only a while after that has begun to serve. */
    private LocalMaster coordinator(TanistClient client, Cluster before) {
        AtomicReference<@Nullable Master> found = new AtomicReference<>();
        Waiting.require(LIMIT, "a standby that leads the Raft group", () -> {
            String id = client.journal().coordinator();
            found.set(before.masters().stream()
                    .filter(master -> master.id().equals(id) && !master.name().equals(before.active()))
                    .findFirst()
                    .orElse(null));
            return found.get() != null;
        });
        return cluster.master(Objects.requireNonNull(found.get()));
    }

    private void change(Kind kind, LocalMaster victim, Cluster before) {
        switch (kind) {
            case KILL, LEADER -> victim.kill();
            case STOP -> victim.stop();
            case TERM -> victim.terminate();
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

    private void putRight(Kind kind, LocalMaster victim) {
        switch (kind) {
            case KILL, TERM, LEADER -> {
                if (!victim.ended(LIMIT)) {
                    throw new Failure(ExitCode.FAILED, "master " + victim.name() + " has not ended");
                }
                victim.start();
            }
            case STOP -> victim.resume();
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
