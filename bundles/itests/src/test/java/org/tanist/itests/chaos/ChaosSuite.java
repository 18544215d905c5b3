package org.tanist.itests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.tanist.itests.harness.ClusterProcess;
import org.tanist.itests.harness.Eventually;
import org.tanist.itests.harness.Http;
import org.tanist.itests.harness.MasterProcess;
import org.tanist.itests.harness.Tarball;

/** Rounds of random faults under load, whoever elects. */
abstract class ChaosSuite {
    private static final int ROUNDS = Integer.getInteger("tanist.chaos.rounds", 4);
    private static final int CLIENTS = 6;
    private static final Duration PROGRESS = Duration.ofSeconds(90);

    ClusterProcess cluster;
    Random random;

    /** Something that breaks, and how it is mended. */
    record Fault(String name, Runnable strike, Runnable mend) {}

    /** Three masters that are not started yet. */
    abstract ClusterProcess masters();

    /** Faults that only this kind of cluster has. */
    abstract List<Fault> ownFaults();

    /** What the masters need besides; called after they have ended. */
    abstract void stopOthers();

    @Test
    void nothingAcknowledgedIsLostAndNoTwoTermsAnswerAtOnce() {
        long seed = Long.getLong("tanist.seed", System.nanoTime() & 0xffff_ffffL);
        Path file = Tarball.work().resolve("chaos-" + getClass().getSimpleName() + "-" + seed + ".history");
        System.out.printf("[chaos] -Dtanist.seed=%d, %d rounds, history in %s%n", seed, ROUNDS, file);
        random = new Random(seed);
        cluster = masters();
        List<ChaosClient> clients = new ArrayList<>();
        try (History history = new History(file)) {
            cluster.up();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(new ChaosClient(i, cluster.masters(), history, seed));
            }
            for (int round = 1; round <= ROUNDS; round++) {
                round(round, history);
            }
            clients.forEach(ChaosClient::close);
            cluster.awaitAllUp();
            List<Call> calls = history.calls();
            assertThat(HistoryChecker.faults(calls, present())).isEmpty();
            System.out.printf(
                    "[chaos] %d calls, %d acknowledged, nothing wrong%n", calls.size(), history.acknowledged());
        } finally {
            clients.forEach(ChaosClient::close);
            cluster.close();
            stopOthers();
        }
    }

    private void round(int number, History history) {
        List<Fault> all = new ArrayList<>(faultsOfMasters());
        all.addAll(ownFaults());
        Fault fault = all.get(random.nextInt(all.size()));
        int millis = 100 + random.nextInt(6000);
        history.note("round " + number + ": " + fault.name() + " for " + millis + " ms");
        fault.strike().run();
        // How long a fault lasts is part of the experiment, not a way to wait for something.
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
        fault.mend().run();
        long before = history.acknowledged();
        Eventually.until(
                "writes go on after round " + number + ", " + fault.name(),
                PROGRESS,
                () -> history.acknowledged() > before + CLIENTS);
        if (random.nextInt(3) == 0) {
            cluster.awaitAllUp();
        }
    }

    private List<Fault> faultsOfMasters() {
        MasterProcess any = cluster.master(random.nextInt(cluster.masters().size()));
        Optional<MasterProcess> active =
                cluster.masters().stream().filter(MasterProcess::active).findFirst();
        MasterProcess first = active.orElse(any);
        return List.of(
                new Fault("kill the active " + first.name(), first::kill, first::start),
                new Fault("kill " + any.name(), any::kill, any::start),
                new Fault("stop the active " + first.name(), () -> first.signal("STOP"), () -> first.signal("CONT")),
                new Fault("stop " + any.name(), () -> any.signal("STOP"), () -> any.signal("CONT")),
                new Fault("transfer to " + any.name(), () -> transfer(any), () -> {}),
                new Fault("terminate " + first.name(), first::term, first::start));
    }

    private void transfer(MasterProcess target) {
        try {
            cluster.awaitActive()
                    .http()
                    .json(
                            "POST",
                            "/api/v1/transitions",
                            Map.of("type", "transfer", "target", target.name(), "reason", "chaos"));
        } catch (java.io.IOException e) {
            // Refused or lost; the cluster decides, and the checker looks at the outcome.
            return;
        }
    }

    private Set<String> present() {
        Set<String> present = new HashSet<>();
        Http http = cluster.awaitActive().http();
        String after = "";
        boolean more = true;
        while (more) {
            String page = "/api/v1/registry?prefix=w-" + (after.isEmpty() ? "" : "&after=" + after);
            List<String> keys = new ArrayList<>();
            JsonNode list = http.read(page).orElseThrow();
            (list.isArray() ? list : list.path("keys"))
                    .forEach(row -> keys.add(row.path("key").asText()));
            present.addAll(keys);
            more = !keys.isEmpty();
            after = more ? keys.get(keys.size() - 1) : after;
        }
        return present;
    }
}
