package org.tanist.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tanist.client.TanistClient;
import org.tanist.client.wire.ApplicationSpec;
import org.tanist.client.wire.PublishedJar;
import org.tanist.itests.harness.ClusterProcess;
import org.tanist.itests.harness.Eventually;
import org.tanist.itests.harness.MasterProcess;
import org.tanist.itests.harness.ProgramJar;
import org.tanist.itests.harness.WorkerProcess;

/** A hundred applications, of which one has a jar that is damaged on every disk, over three failovers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("alone")
class ManyApplicationsTest {
    private static final int COUNT = 99;
    private static final int FAILOVERS = 3;
    private static final Duration SOON = Duration.ofSeconds(120);
    private static final List<String> SMALL =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xss256k");

    private final ClusterProcess cluster = ClusterProcess.of(3);
    private List<WorkerProcess> workers = List.of();

    @BeforeAll
    void start() {
        cluster.up();
        workers = Stream.of("w1", "w2")
                .map(name -> new WorkerProcess(name, cluster.addresses(), List.of(), "-slots", "60", "-memory", "16GB"))
                .toList();
        workers.forEach(WorkerProcess::start);
    }

    @AfterAll
    void stop() {
        workers.forEach(WorkerProcess::close);
        cluster.close();
    }

    /** What must stay as it is: process, incarnation, number of restarts. */
    private Map<String, String> running() {
        Map<String, String> running = new TreeMap<>();
        JsonNode all = cluster.awaitActive().http().read("/api/v1/applications").orElseThrow();
        for (JsonNode application : all) {
            JsonNode instance = application.path("instances").path(0);
            if (application.path("state").asText().equals("running")) {
                running.put(
                        application.path("name").asText(),
                        instance.path("worker") + " " + instance.path("pid") + " " + instance.path("incarnation") + " "
                                + instance.path("restarts"));
            }
        }
        return running;
    }

    private static ApplicationSpec spec(String name, String jar) {
        return new ApplicationSpec(name, jar, List.of("wait"), SMALL, Map.of(), 1, "always", 16);
    }

    /** Whatever its copies on the masters' disks are called, and whatever says where they are: their bytes are not the jar's any more. */
    private void damage(String id) throws IOException {
        int damaged = 0;
        for (MasterProcess master : cluster.masters()) {
            try (Stream<Path> files = Files.walk(master.launch().directory())) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    byte[] bytes = Files.readAllBytes(file);
                    if (id.equals("sha256:" + HexFormat.of().formatHex(sha256(bytes)))) {
                        bytes[bytes.length / 2] ^= 1;
                        Files.write(file, bytes);
                        damaged++;
                    }
                }
            }
        }
        assertThat(damaged).isGreaterThanOrEqualTo(2);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Test
    void noneIsLostDoubledOrRestartedByFailoversAndOneDamagedJarIsNoMatterToTheRest() throws IOException {
        try (TanistClient client = TanistClient.of(cluster.addresses())) {
            PublishedJar good = client.jars().put(ProgramJar.of("good"), "good.jar", (bytes, of) -> {});
            PublishedJar bad = client.jars().put(ProgramJar.of("bad"), "bad.jar", (bytes, of) -> {});
            damage(bad.id());
            client.applications().submit(spec("damaged", bad.id()));
            IntStream.range(0, COUNT).forEach(i -> client.applications().submit(spec("a" + i, good.id())));
        }
        Eventually.until(COUNT + " run", SOON, () -> running().size() == COUNT);
        assertThat(running()).doesNotContainKey("damaged");
        Map<String, String> before = running();
        for (int i = 0; i < FAILOVERS; i++) {
            MasterProcess old = cluster.awaitActive();
            long moment = System.nanoTime();
            old.kill();
            cluster.awaitActiveOtherThan(old, SOON);
            Eventually.until(
                    "all are visible as they were", SOON, () -> running().equals(before));
            System.out.printf(
                    "[itests] %d applications visible %.0f ms after kill -9%n",
                    COUNT, (System.nanoTime() - moment) / 1e6);
            old.start();
            cluster.awaitAllUp();
        }
        assertThat(running()).isEqualTo(before);
        assertThat(workers.stream().mapToInt(w -> programs(w)).sum()).isEqualTo(COUNT);
        Eventually.until(
                "the damaged one is quarantined",
                SOON,
                () -> cluster.awaitActive()
                        .http()
                        .read("/api/v1/applications/damaged")
                        .orElseThrow()
                        .path("state")
                        .asText()
                        .equals("quarantined"));
    }

    /** Processes of the program itself; each has a leader and a pump beside it. */
    private static int programs(WorkerProcess worker) {
        return (int) worker.instances().stream()
                .filter(pid -> ProcessHandle.of(pid)
                        .flatMap(p -> p.info().command())
                        .filter(c -> c.endsWith("/java"))
                        .isPresent())
                .count();
    }
}
