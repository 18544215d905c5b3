package org.tanist.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tanist.itests.harness.ClusterProcess;
import org.tanist.itests.harness.Counting;
import org.tanist.itests.harness.Eventually;
import org.tanist.itests.harness.Http;
import org.tanist.itests.harness.MasterProcess;

/** The registry over HTTP: versions, preconditions, linearizability over failovers, and commands that happen once. */
class RegistryTest extends ThreeMasters {
    private static final String KEYS = "/api/v1/registry/";
    private static final Duration SOON = Duration.ofSeconds(30);

    /** An active that stands still for as long as that on a busy machine must not change by itself: that is not what is looked at here. */
    @Override
    ClusterProcess masters() {
        return ClusterProcess.of(3, "-D", "tanist.election.timeout=3s");
    }

    @AfterEach
    @Override
    void bringAllBack() {
        super.bringAllBack();
    }

    @Test
    void everyMasterTakesCommandsAndTellsWhoAnswered() throws IOException {
        MasterProcess active = cluster.awaitActive();
        long version = 0;
        for (MasterProcess master : cluster.masters()) {
            Http.Answer put = master.http().put(KEYS + "any", "by " + master.name());
            assertThat(put.ok()).as(put.text()).isTrue();
            long next = version(put);
            assertThat(next).isGreaterThan(version);
            version = next;
            for (MasterProcess reader : cluster.masters()) {
                Http.Answer read = reader.http().get(KEYS + "any");
                assertThat(read.text()).isEqualTo("by " + master.name());
                assertThat(version(read)).isEqualTo(version);
                for (String header :
                        List.of("Tanist-Master", "Tanist-Role", "Tanist-Term", "Tanist-Position", "Tanist-Age-Ms")) {
                    assertThat(read.header(header)).as(header).isNotBlank();
                }
                assertThat(read.header("Tanist-Master"))
                        .as("a fresh read is the active's")
                        .isEqualTo(active.name());
            }
        }
    }

    @Test
    void staleReadIsAnsweredByTheAskedMasterAndSaysHowOldItIs() throws IOException {
        assertThat(cluster.awaitActive().http().put(KEYS + "stale", "x").ok()).isTrue();
        MasterProcess standby = cluster.standbys().get(0);
        Eventually.until("the standby has it too", SOON, () -> standby.http().status(KEYS + "stale?stale=true") == 200);
        Http.Answer answer = standby.http().get(KEYS + "stale?stale=true");
        assertThat(answer.header("Tanist-Master")).isEqualTo(standby.name());
        assertThat(answer.header("Tanist-Role")).isEqualTo("standby");
        assertThat(Long.parseLong(answer.header("Tanist-Age-Ms"))).isNotNegative();
    }

    @Test
    void preconditionsCompareAndSet() throws IOException {
        Http http = cluster.standbys().get(0).http();
        assertThat(http.put(KEYS + "cas", "1", "If-Match", "\"7\"").status()).isEqualTo(412);
        Http.Answer created = http.put(KEYS + "cas", "1", "If-None-Match", "*");
        assertThat(created.status()).isEqualTo(201);
        assertThat(http.put(KEYS + "cas", "2", "If-None-Match", "*").status()).isEqualTo(412);
        Http.Answer changed = http.put(KEYS + "cas", "2", "If-Match", created.header("ETag"));
        assertThat(changed.ok()).isTrue();
        assertThat(http.put(KEYS + "cas", "3", "If-Match", created.header("ETag"))
                        .status())
                .isEqualTo(412);
        assertThat(http.get(KEYS + "cas").text()).isEqualTo("2");
        assertThat(http.send("DELETE", KEYS + "cas", null, "If-Match", created.header("ETag"))
                        .status())
                .isEqualTo(412);
        assertThat(http.send("DELETE", KEYS + "cas", null, "If-Match", changed.header("ETag"))
                        .ok())
                .isTrue();
        assertThat(http.get(KEYS + "cas").status()).isEqualTo(404);
        assertThat(http.send("DELETE", KEYS + "cas", null).status()).isEqualTo(404);
    }

    @Test
    void keysAreListedByPrefixWithVersions() throws IOException {
        for (String key : List.of("list/b", "list/a", "list/c/d", "lisu")) {
            assertThat(cluster.awaitActive().http().put(KEYS + key, key).ok()).isTrue();
        }
        for (MasterProcess master : cluster.masters()) {
            JsonNode list = master.http().read("/api/v1/registry?prefix=list/").orElseThrow();
            JsonNode keys = list.isArray() ? list : list.path("keys");
            assertThat(keys.findValuesAsText("key")).containsExactly("list/a", "list/b", "list/c/d");
            assertThat(keys.findValues("version"))
                    .allSatisfy(v -> assertThat(v.asLong()).isPositive());
        }
    }

    @Test
    void commandRetriedWithItsKeyAfterAFailoverHappensOnce() throws IOException {
        String id = UUID.randomUUID().toString();
        MasterProcess old = cluster.awaitActive();
        Http.Answer first = old.http().put(KEYS + "once", "x", "If-None-Match", "*", "Idempotency-Key", id);
        assertThat(first.status()).isEqualTo(201);
        old.kill();
        MasterProcess next = cluster.awaitActiveOtherThan(old, SOON);
        for (MasterProcess master : cluster.masters()) {
            if (master.alive()) {
                Http.Answer again = master.http().put(KEYS + "once", "x", "If-None-Match", "*", "Idempotency-Key", id);
                assertThat(again.status())
                        .as("the first reply again: " + again.text())
                        .isEqualTo(201);
                assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
            }
        }
        assertThat(next.http().get(KEYS + "once").header("ETag")).isEqualTo(first.header("ETag"));
        Http.Answer other = next.http().put(KEYS + "once", "x", "If-None-Match", "*", "Idempotency-Key", id + "-2");
        assertThat(other.status()).isEqualTo(412);
    }

    @Test
    void commandRetriedWithItsKeyAfterAllWereKilledHappensOnce() throws IOException {
        String id = UUID.randomUUID().toString();
        Http.Answer first =
                cluster.awaitActive().http().put(KEYS + "ever", "x", "If-None-Match", "*", "Idempotency-Key", id);
        assertThat(first.status()).isEqualTo(201);
        cluster.masters().forEach(m -> m.signal("KILL"));
        cluster.masters().forEach(MasterProcess::exitCode);
        cluster.up();
        Http.Answer again =
                cluster.awaitActive().http().put(KEYS + "ever", "x", "If-None-Match", "*", "Idempotency-Key", id);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
    }

    @Test
    void historyOfConcurrentIncrementsIsLinearizableOverFailovers() throws IOException {
        assertThat(cluster.awaitActive().http().put(KEYS + "counter", "0").ok()).isTrue();
        try (Counting counting = Counting.on(cluster.masters(), KEYS + "counter", 4)) {
            counting.awaitMore(40);
            MasterProcess killed = cluster.awaitActive();
            killed.kill();
            cluster.awaitActiveOtherThan(killed, SOON);
            counting.awaitMore(40);
            killed.start();
            cluster.awaitAllUp();
            MasterProcess stopped = cluster.awaitActive();
            stopped.signal("STOP");
            cluster.awaitActiveOtherThan(stopped, SOON);
            counting.awaitMore(40);
            stopped.signal("CONT");
            cluster.transferTo(cluster.standbys().get(0));
            counting.awaitMore(40);
            counting.halt();
            String last = cluster.awaitActive().http().get(KEYS + "counter").text();
            assertThat(counting.violations(Long.parseLong(last))).isEmpty();
        }
    }

    @Test
    void backupStreamsTheWholeState() throws IOException {
        String key = "backup-" + UUID.randomUUID();
        Http http = cluster.awaitActive().http();
        assertThat(http.put(KEYS + key, "x").ok()).isTrue();
        Http.Answer backup = http.get("/api/v1/journal/backup");
        assertThat(backup.status()).isEqualTo(200);
        assertThat(new String(backup.bytes(), StandardCharsets.ISO_8859_1)).contains(key);
    }

    @Test
    void checkpointThenRestartHasEverything() throws IOException {
        Http http = cluster.awaitActive().http();
        assertThat(http.put(KEYS + "checkpointed", "x").ok()).isTrue();
        for (MasterProcess master : cluster.masters()) {
            assertThat(master.http()
                            .send("POST", "/api/v1/journal/checkpoint", null)
                            .ok())
                    .isTrue();
        }
        assertThat(cluster.awaitActive().http().put(KEYS + "after", "y").ok()).isTrue();
        cluster.masters().forEach(m -> m.signal("KILL"));
        cluster.masters().forEach(MasterProcess::exitCode);
        cluster.up();
        Http again = cluster.awaitActive().http();
        assertThat(again.get(KEYS + "checkpointed").text()).isEqualTo("x");
        assertThat(again.get(KEYS + "after").text()).isEqualTo("y");
        MasterProcess standby = cluster.standbys().get(0);
        Eventually.until(
                "the standby has it too",
                SOON,
                () -> Optional.of(standby.http().get(KEYS + "after?stale=true"))
                        .filter(a -> a.text().equals("y"))
                        .isPresent());
    }

    private static long version(Http.Answer answer) {
        String tag = answer.header("ETag");
        assertThat(tag).matches("\"\\d+\"");
        return Long.parseLong(tag.substring(1, tag.length() - 1));
    }
}
