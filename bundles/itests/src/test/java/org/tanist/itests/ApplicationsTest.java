package org.tanist.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tanist.itests.harness.Apps;
import org.tanist.itests.harness.ClusterProcess;
import org.tanist.itests.harness.Eventually;
import org.tanist.itests.harness.Http;
import org.tanist.itests.harness.MasterProcess;
import org.tanist.itests.harness.ProgramJar;
import org.tanist.itests.harness.Tarball;
import org.tanist.itests.harness.TokenServer;
import org.tanist.itests.harness.WorkerProcess;
import org.tanist.testkit.FreePorts;

/** Applications on two workers of three masters: what outlives the death of a master, of a worker, and what does not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApplicationsTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final ClusterProcess cluster = ClusterProcess.of(3, "-D", "tanist.workers.timeout=10s");
    private final Apps apps = new Apps(cluster);
    private List<WorkerProcess> workers = List.of();
    private Path program;

    @BeforeAll
    void start() {
        program = ProgramJar.of("ApplicationsTest");
        cluster.up();
        workers = Stream.of("w1", "w2")
                .map(name ->
                        new WorkerProcess(name, cluster.master(0).address(), List.of(), "-slots", "8", "-log", "1MB"))
                .toList();
        workers.forEach(WorkerProcess::start);
        awaitWorkers();
    }

    @AfterEach
    void bringAllBack() {
        cluster.masters().stream().filter(m -> !m.alive()).forEach(MasterProcess::start);
        cluster.awaitAllUp();
        workers.stream().filter(w -> !w.alive()).forEach(WorkerProcess::start);
        workers.forEach(w -> w.signal("CONT"));
        awaitWorkers();
    }

    @AfterAll
    void stop() {
        workers.forEach(WorkerProcess::close);
        cluster.close();
    }

    private void awaitWorkers() {
        Eventually.until("both workers are live", SOON, () -> {
            JsonNode all = cluster.awaitActive().http().read("/api/v1/workers").orElseThrow();
            return all.findValuesAsText("state").equals(List.of("live", "live"));
        });
    }

    private WorkerProcess workerOf(JsonNode instance) {
        String name = instance.path("worker").asText();
        return workers.stream().filter(w -> w.name().equals(name)).findFirst().orElseThrow();
    }

    /** A process that waits to be reaped runs no more. */
    private static boolean runs(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void foreignServerOutlivesTheActiveAndMovesWhenItsWorkerDies() {
        int port = FreePorts.next();
        Http server = Http.to("127.0.0.1", port);
        apps.submit(ProgramJar.wiremock(), "wiremock", "--wait", "--", "--port", Integer.toString(port));
        JsonNode before = apps.awaitNewer("wiremock", 0);
        Eventually.until("it serves", SOON, () -> server.status("/__admin/mappings") == 200);
        MasterProcess old = cluster.awaitActive();
        old.kill();
        cluster.awaitActiveOtherThan(old, SOON);
        JsonNode after = apps.awaitNewer("wiremock", 0);
        assertThat(after.path("pid")).isEqualTo(before.path("pid"));
        assertThat(after.path("incarnation")).isEqualTo(before.path("incarnation"));
        assertThat(server.status("/__admin/mappings")).isEqualTo(200);

        workerOf(after).kill();
        JsonNode moved = apps.awaitNewer("wiremock", after.path("incarnation").asLong());
        assertThat(moved.path("worker").asText())
                .isNotEqualTo(after.path("worker").asText());
        Eventually.until("it serves again", SOON, () -> server.status("/__admin/mappings") == 200);
        assertThat(runs(after.path("pid").asLong())).isFalse();
        apps.delete("wiremock");
    }

    @Test
    void batchThatEndsWhileNobodyIsActiveIsFinishedAfterwards() throws IOException {
        Path end = Tarball.fresh("batch").resolve("end");
        apps.submit(program, "batch", "--restart", "on-failure", "--wait", "--", "batch", end.toString());
        long pid = apps.awaitNewer("batch", 0).path("pid").asLong();
        List<MasterProcess> two = cluster.masters().subList(0, 2);
        two.forEach(MasterProcess::kill);
        Eventually.until("nobody is active", SOON, () -> cluster.actives() == 0);
        Files.createFile(end);
        Eventually.until("it has ended", SOON, () -> !runs(pid));
        two.forEach(MasterProcess::start);
        JsonNode batch = apps.await("batch", "finished");
        assertThat(batch.path("instances").path(0).path("exitCode").asInt(-1)).isZero();
        assertThat(apps.log("batch")).contains("batch done");
    }

    @Test
    void killedWorkerThatIsStartedAgainKeepsItsInstances() {
        apps.submit(program, "kept", "--wait", "--", "wait");
        JsonNode before = apps.awaitNewer("kept", 0);
        WorkerProcess worker = workerOf(before);
        worker.kill();
        worker.start();
        awaitWorkers();
        Eventually.stays("it is the same process", Duration.ofSeconds(5), () -> {
            JsonNode now = apps.show("kept").path("instances").path(0);
            return now.path("pid").equals(before.path("pid"))
                    && now.path("incarnation").equals(before.path("incarnation"));
        });
        assertThat(runs(before.path("pid").asLong())).isTrue();
        apps.delete("kept");
    }

    @Test
    void hungWorkersInstancesEndBeforeTheyRunElsewhereAndItTakesPartAgain() {
        try (TokenServer tokens = new TokenServer()) {
            apps.submit(program, "fenced", "--wait", "--", "token", tokens.path());
            JsonNode before = apps.awaitNewer("fenced", 0);
            WorkerProcess worker = workerOf(before);
            worker.signal("STOP");
            JsonNode moved =
                    apps.awaitNewer("fenced", before.path("incarnation").asLong());
            Eventually.until(
                    "its token is seen",
                    SOON,
                    () -> tokens.highest() == moved.path("incarnation").asLong());
            worker.signal("CONT");
            awaitWorkers();
            int seen = tokens.count();
            Eventually.until("claims go on", SOON, () -> tokens.count() > seen + 50);
            assertThat(tokens.late())
                    .as("claims of the old one after the new one began")
                    .isEmpty();
            assertThat(runs(before.path("pid").asLong())).isFalse();
            apps.delete("fenced");
        }
    }

    @Test
    void oneKeyIsOneApplicationOverAFailover() throws IOException {
        String id = Eventually.eventually(
                "the jar is published",
                SOON,
                () -> java.util.Optional.of(cluster.tanist("jar", "put", program.toString(), "-o", "json"))
                        .filter(r -> r.exit() == 0)
                        .map(r -> r.out().replaceAll("(?s).*(sha256:[0-9a-f]{64}).*", "$1")));
        byte[] spec = Http.JSON.writeValueAsBytes(
                Map.of("name", "once", "jar", id, "args", List.of("wait"), "instances", 1, "memoryMb", 64));
        MasterProcess old = cluster.awaitActive();
        List<MasterProcess> others = cluster.standbys();
        old.kill();
        for (MasterProcess master : List.of(others.get(0), others.get(1), others.get(0))) {
            Eventually.until("answered", SOON, () -> {
                Http.Answer answer = master.http()
                        .send(
                                "POST",
                                "/api/v1/applications",
                                spec,
                                "Idempotency-Key",
                                "k1",
                                "Content-Type",
                                "application/json");
                return answer.ok();
            });
        }
        JsonNode all = cluster.awaitActive().http().read("/api/v1/applications").orElseThrow();
        assertThat(all)
                .filteredOn(app -> app.path("name").asText().equals("once"))
                .hasSize(1);
        JsonNode first = apps.awaitNewer("once", 0);
        assertThat(first.path("restarts").asInt()).isZero();
        apps.delete("once");
    }

    @Test
    void programsThatBehaveBadlyAreHandled() {
        apps.submit(program, "flood", "--", "flood");
        apps.submit(program, "fork", "--", "fork");
        apps.submit(program, "stubborn", "--", "stubborn");
        apps.submit(program, "crash", "--", "exit", "3");
        apps.submit(program, "large", "--memory", "999999");
        JsonNode flood = apps.awaitNewer("flood", 0);
        apps.awaitNewer("fork", 0);
        long stubborn = apps.awaitNewer("stubborn", 0).path("pid").asLong();
        Eventually.until("it is deaf", SOON, () -> apps.log("stubborn").contains("program stubborn"));
        JsonNode large = apps.await("large", "pending");
        assertThat(large.path("reason").asText()).contains("memory");

        for (String name : List.of("fork", "stubborn")) {
            assertThat(cluster.tanist("app", "stop", name).exit()).isZero();
        }
        apps.await("fork", "stopped");
        apps.await("stubborn", "stopped");
        assertThat(runs(stubborn)).isFalse();
        JsonNode crash = apps.show("crash");
        assertThat(crash.path("instances").path(0).path("restarts").asInt())
                .as("back-off, not a loop: " + crash)
                .isBetween(1, 6);
        assertThat(crash.path("instances").path(0).path("exitCode").asInt()).isEqualTo(3);
        assertThat(runs(flood.path("pid").asLong()))
                .as("not blocked, not ended")
                .isTrue();
        assertThat(workers.stream().mapToLong(WorkerProcess::logBytes).sum()).isLessThan(16L << 20);
        List.of("flood", "fork", "stubborn", "crash", "large").forEach(apps::delete);
        Eventually.until(
                "the flood is over", SOON, () -> !runs(flood.path("pid").asLong()));
    }
}
