package org.tanist.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tanist.itests.harness.ClusterProcess;
import org.tanist.itests.harness.Eventually;
import org.tanist.itests.harness.Http;
import org.tanist.itests.harness.MasterProcess;
import org.tanist.itests.harness.Readers;
import org.tanist.itests.harness.Writer;

/**
 * Three masters, of which the active dies, hangs or leaves: what a cluster promises whoever elects. One small subclass for each provider says
 * how its cluster is made.
 */
abstract class FailoverSuite extends ThreeMasters {
    static final Duration SOON = Duration.ofSeconds(20);

    @AfterEach
    @Override
    void bringAllBack() {
        super.bringAllBack();
    }

    @Test
    void killedActiveIsReplacedWithAHigherTermAndNothingIsLost() {
        try (Writer writer = Writer.on(cluster.masters(), "kill")) {
            writer.awaitMore(50);
            MasterProcess old = cluster.awaitActive();
            long term = cluster.term();
            long moment = System.nanoTime();
            old.kill();
            MasterProcess next = cluster.awaitActiveOtherThan(old, SOON);
            writer.awaitMore(50);
            assertThat(cluster.term()).isGreaterThan(term);
            assertThat(next).isNotSameAs(old);
            assertThat(writer.lost(cluster)).isEmpty();
            System.out.printf("[itests] kill -9: gap of %.0f ms%n", writer.gapMillis(moment));
        }
    }

    @Test
    void unplannedChangeIsInTheHistoryWithItsCauseAndPhases() {
        MasterProcess old = cluster.awaitActive();
        old.kill();
        MasterProcess next = cluster.awaitActiveOtherThan(old, SOON);
        JsonNode newest = Eventually.eventually(
                "the failover is in the history",
                SOON,
                () -> next.http()
                        .read("/api/v1/transitions")
                        .map(h -> h.path(0))
                        .filter(t -> t.path("type").asText().equals("failover"))
                        .filter(t -> t.path("state").asText().equals("done"))
                        .filter(t -> t.path("to").asText().equals(next.name())));
        assertThat(newest.path("from").asText()).isEqualTo(old.name());
        assertThat(newest.path("cause").asText()).isNotBlank();
        assertThat(newest.path("actor").asText()).isEqualTo("tanist");
        assertThat(newest.path("steps")).isNotEmpty();
        assertThat(newest.path("term").asLong()).isPositive();
        JsonNode one = next.http()
                .read("/api/v1/transitions/" + newest.path("id").asText())
                .orElseThrow();
        assertThat(one.path("id")).isEqualTo(newest.path("id"));
    }

    @Test
    void activeThatIsToldToEndHandsOverFirst() {
        try (Writer writer = Writer.on(cluster.masters(), "term")) {
            writer.awaitMore(50);
            MasterProcess old = cluster.awaitActive();
            long term = cluster.term();
            long moment = System.nanoTime();
            assertThat(old.term()).as("exit code on SIGTERM").isZero();
            MasterProcess next = cluster.awaitActiveOtherThan(old, SOON);
            writer.awaitMore(50);
            assertThat(cluster.term()).isGreaterThan(term);
            assertThat(writer.lost(cluster)).isEmpty();
            JsonNode history = next.http().read("/api/v1/transitions").orElseThrow();
            assertThat(history.path(0).path("type").asText())
                    .as("a hand-over is planned, not a failover: " + history.path(0))
                    .isNotEqualTo("failover");
            System.out.printf("[itests] SIGTERM: gap of %.0f ms%n", writer.gapMillis(moment));
        }
    }

    @Test
    void masterThatEndsAndStartsAgainNeverSaysThatAKeyIsMissing() throws IOException {
        MasterProcess master = cluster.awaitActive();
        assertThat(master.http().put("/api/v1/registry/kept", "here").ok()).isTrue();
        try (Readers readers = Readers.of(master, "kept")) {
            readers.awaitMore(50);
            master.term();
            master.start();
            readers.awaitMore(50);
            cluster.awaitAllUp();
            assertThat(readers.seen()).contains(200).isSubsetOf(200, 503);
        }
    }

    @Test
    void stoppedActiveIsReplacedAndAcknowledgesNothingWhenItWakes() throws IOException {
        try (Writer writer = Writer.on(cluster.masters(), "stop")) {
            writer.awaitMore(50);
            MasterProcess old = cluster.awaitActive();
            long term = cluster.term();
            old.signal("STOP");
            MasterProcess next = cluster.awaitActiveOtherThan(old, SOON);
            writer.awaitMore(50);
            long newTerm = next.view().orElseThrow().path("term").asLong();
            assertThat(newTerm).isGreaterThan(term);
            old.signal("CONT");
            Http.Answer answer = Eventually.eventually(
                    "the woken master answers",
                    SOON,
                    () -> Optional.of(old.http().put("/api/v1/registry/woken", "by the old active")));
            if (answer.ok()) {
                assertThat(answer.header("Tanist-Term")).as("forwarded").isEqualTo(Long.toString(newTerm));
                assertThat(next.http().get("/api/v1/registry/woken").status()).isEqualTo(200);
            }
            Eventually.until(
                    "the woken master is standby", SOON, () -> old.role().equals("standby"));
            assertThat(cluster.actives()).isEqualTo(1);
            assertThat(writer.lost(cluster)).isEmpty();
        }
    }

    @Test
    void wokenActiveGivesNoStaleRead() throws IOException {
        MasterProcess old = cluster.awaitActive();
        assertThat(old.http().put("/api/v1/registry/fresh", "before").ok()).isTrue();
        old.signal("STOP");
        MasterProcess next = cluster.awaitActiveOtherThan(old, SOON);
        assertThat(next.http().put("/api/v1/registry/fresh", "after").ok()).isTrue();
        old.signal("CONT");
        Http.Answer first = Eventually.eventually(
                "reads through the woken master answer",
                SOON,
                () -> Optional.of(old.http().get("/api/v1/registry/fresh")).filter(a -> a.status() == 200));
        assertThat(first.text()).isEqualTo("after");
    }

    @Test
    void allKilledAtOnceAndRestartedHaveEverything() {
        try (Writer writer = Writer.on(cluster.masters(), "all")) {
            writer.awaitMore(100);
            long term = cluster.term();
            cluster.masters().forEach(m -> m.signal("KILL"));
            cluster.masters().forEach(MasterProcess::exitCode);
            cluster.masters().forEach(MasterProcess::start);
            writer.awaitMore(20, ClusterProcess.UP);
            assertThat(cluster.term()).isGreaterThan(term);
            assertThat(writer.lost(cluster)).isEmpty();
        }
    }
}
