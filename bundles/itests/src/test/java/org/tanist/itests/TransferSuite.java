package org.tanist.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tanist.itests.harness.ClientWriter;
import org.tanist.itests.harness.Eventually;
import org.tanist.itests.harness.Http;
import org.tanist.itests.harness.MasterProcess;
import org.tanist.itests.harness.Processes;
import org.tanist.itests.harness.Writer;

/** Planned changes of the active, ordered by an operator, whoever elects. */
abstract class TransferSuite extends ThreeMasters {
    private static final int TRANSFERS = 30;
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final List<String> DEFINITE = List.of("done", "rolled-back", "refused");

    @AfterEach
    @Override
    void bringAllBack() {
        super.bringAllBack();
        List<String> held = held();
        held.forEach(name -> cluster.tanist("masters", "release", name));
        if (!held.isEmpty()) {
            Eventually.until("nobody is held", SOON, () -> held().isEmpty());
            cluster.awaitAllUp();
        }
    }

    /** As the active knows it: a master that was restarted a moment ago may not know it of itself. */
    private List<String> held() {
        List<String> held = new ArrayList<>();
        cluster.awaitActive().view().orElseThrow().path("masters").forEach(m -> {
            if (m.path("held").asBoolean()) {
                held.add(m.path("name").asText());
            }
        });
        return held;
    }

    @Test
    void thirtyTransfersUnderWriteLoadLoseNothingAndFailNoCall() {
        try (ClientWriter writer = ClientWriter.on(cluster)) {
            writer.awaitMore(20);
            List<Long> terms = new ArrayList<>(List.of(cluster.term()));
            for (int i = 0; i < TRANSFERS; i++) {
                MasterProcess target = cluster.standbys().get(i % 2);
                Processes.Result result =
                        cluster.tanist("ha", "transfer", target.name(), "--yes", "--reason", "round " + i);
                assertThat(result.exit()).as(result.all()).isZero();
                assertThat(target.active())
                        .as(target.name() + " is active after exit code 0")
                        .isTrue();
                terms.add(target.view().orElseThrow().path("term").asLong());
                writer.awaitMore(3);
            }
            assertThat(terms).isSorted().doesNotHaveDuplicates();
            assertThat(writer.failures()).isEmpty();
            assertThat(writer.lost()).isEmpty();
        }
    }

    @Test
    void dryRunTellsTheChecksAndChangesNothing() throws IOException {
        MasterProcess active = cluster.awaitActive();
        MasterProcess target = cluster.standbys().get(0);
        Map<String, String> order = Map.of("type", "transfer", "target", target.name());
        JsonNode answer = active.http()
                .json("POST", "/api/v1/transitions?dryRun=true", order)
                .json();
        assertThat(answer.path("checks")).isNotEmpty();
        answer.path("checks")
                .forEach(c ->
                        assertThat(c.path("ok").asBoolean()).as(c.toString()).isTrue());
        assertThat(active.active()).isTrue();
    }

    @Test
    void transferToADeadMasterIsRefusedWithItsReasons() throws IOException {
        MasterProcess dead = cluster.standbys().get(0);
        dead.kill();
        Eventually.until("the active has noticed", SOON, () -> refuses(dead.name()));
        assertRefused(dead.name());
    }

    @Test
    void transferToAHeldMasterIsRefusedWithItsReasons() throws IOException {
        MasterProcess held = cluster.standbys().get(0);
        assertThat(cluster.tanist("masters", "hold", held.name(), "--reason", "new memory")
                        .exit())
                .isZero();
        Eventually.until("it is held", SOON, () -> held.role().equals("held"));
        Eventually.until(
                "its reason is shown",
                SOON,
                () -> cluster.tanist("masters", "show", held.name()).out().contains("new memory"));
        assertThat(cluster.tanist("ha", "history").out()).contains("hold", "new memory");
        assertRefused(held.name());
    }

    @Test
    void transferToALaggingMasterIsRefusedWithItsReasons() throws IOException {
        MasterProcess lagging = cluster.standbys().get(0);
        try (Writer writer = Writer.on(List.of(cluster.awaitActive()), "lagging")) {
            lagging.signal("STOP");
            writer.awaitMore(200);
            assertRefused(lagging.name());
            assertThat(writer.lost(cluster)).isEmpty();
        }
    }

    @Test
    void transferToNobodyKnownIsNotFound() throws IOException {
        Processes.Result result = cluster.tanist("ha", "transfer", "nobody", "--yes");
        assertThat(result.exit()).as(result.all()).isIn(3, 4);
        assertThat(result.err()).contains("nobody");
    }

    @Test
    void targetKilledInTheMiddleEndsInADefiniteOutcome() throws IOException {
        for (int round = 0; round < 3; round++) {
            MasterProcess active = cluster.awaitActive();
            MasterProcess target = cluster.standbys().get(0);
            Map<String, String> order = Map.of("type", "transfer", "target", target.name());
            CompletableFuture<Http.Answer> answer = CompletableFuture.supplyAsync(() -> post(active, order));
            target.kill();
            Http.Answer ordered = answer.join();
            assertThat(ordered.status()).as(ordered.text()).isIn(202, 409, 503);
            MasterProcess serving = cluster.awaitActive();
            if (ordered.status() == 202) {
                String id = ordered.json().path("id").asText();
                Eventually.until(
                        "transition " + id + " has a definite outcome",
                        SOON,
                        () -> cluster.awaitActive()
                                .http()
                                .read("/api/v1/transitions/" + id)
                                .map(t -> DEFINITE.contains(t.path("state").asText()))
                                .orElse(false));
            }
            assertThat(serving.http().put("/api/v1/registry/definite", "x").ok())
                    .isTrue();
            bringAllBack();
        }
    }

    @Test
    void heldActiveStandsDownAndStaysStandbyOverARestart() throws IOException {
        MasterProcess old = cluster.awaitActive();
        assertThat(cluster.tanist("ha", "stand-down", "--hold", "--yes").exit()).isZero();
        cluster.awaitActiveOtherThan(old, SOON);
        Eventually.until("it is held", SOON, () -> old.role().equals("held"));
        old.term();
        old.start();
        cluster.awaitAllUp();
        Eventually.until("it is held again", SOON, () -> old.role().equals("held"));
        cluster.masters().stream().filter(m -> m != old && m.active()).forEach(MasterProcess::kill);
        cluster.awaitActiveOtherThan(old, SOON);
    }

    private boolean refuses(String target) throws IOException {
        Map<String, String> order = Map.of("type", "transfer", "target", target);
        JsonNode checks = cluster.awaitActive()
                .http()
                .json("POST", "/api/v1/transitions?dryRun=true", order)
                .json()
                .path("checks");
        for (JsonNode check : checks) {
            if (!check.path("ok").asBoolean()) {
                return true;
            }
        }
        return false;
    }

    private void assertRefused(String target) throws IOException {
        MasterProcess active = cluster.awaitActive();
        Processes.Result result = cluster.tanist("ha", "transfer", target, "--yes");
        assertThat(result.exit()).as(result.all()).isEqualTo(4);
        assertThat(result.all()).contains(target);
        Http.Answer answer =
                active.http().json("POST", "/api/v1/transitions", Map.of("type", "transfer", "target", target));
        assertThat(answer.status()).as(answer.text()).isEqualTo(409);
        assertThat(answer.json().path("checks")).as(answer.text()).anySatisfy(c -> {
            assertThat(c.path("ok").asBoolean()).isFalse();
            assertThat(c.path("detail").asText()).isNotBlank();
        });
        assertThat(active.active()).isTrue();
    }

    private static Http.Answer post(MasterProcess master, Map<String, String> order) {
        try {
            return master.http().json("POST", "/api/v1/transitions", order);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
