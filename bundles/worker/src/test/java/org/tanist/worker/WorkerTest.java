package org.tanist.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tanist.worker.harness.Waits.until;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tanist.client.wire.Incarnation;
import org.tanist.worker.harness.FakeMaster;
import org.tanist.worker.harness.RealWorker;
import org.tanist.worker.harness.SampleJar;
import org.tanist.worker.process.ProcessName;
import org.tanist.worker.process.ProcessTable;
import org.tanist.worker.process.Signals;

/** A worker process, its instances and its keeper, with a double of the masters at the other end. */
class WorkerTest {
    private static final int LEASE_MS = 3_000;
    /** A worker's start fits into it, on a busy machine too. */
    private static final int LONG_LEASE_MS = 20_000;

    @TempDir
    private Path temporary;

    private FakeMaster master;
    private RealWorker worker;
    private String jar;

    @BeforeEach
    void start() throws Exception {
        master = new FakeMaster(LEASE_MS);
        byte[] bytes = SampleJar.bytes(true);
        jar = SampleJar.id(bytes);
        master.jar(jar, bytes);
        worker = new RealWorker(temporary.resolve("w 1"), master.address(), "-name", "w1", "-slots", "3").start();
        try {
            // A busy machine may let it try twice.
            until("registered", () -> master.registrations() > 0);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; the worker said: " + worker.output(), e);
        }
    }

    @AfterEach
    void stop() throws Exception {
        worker.close();
        master.close();
    }

    private long pid(Incarnation run) {
        return master.report(run).orElseThrow().number("pid");
    }

    private static boolean runs(long pid) {
        return ProcessTable.find(pid).filter(ProcessTable.Row::running).isPresent();
    }

    private void awaitState(Incarnation run, String state) throws Exception {
        until(run + " is " + state, () -> master.state(run).equals(state));
    }

    private HttpResponse<String> logs(String path) throws Exception {
        URI uri = URI.create("http://" + master.registration().text("address") + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void registersWithWhatItIsAndSaysThatItIsUp() throws Exception {
        assertThat(master.registration().text("name")).isEqualTo("w1");
        assertThat(master.registration().number("slots")).isEqualTo(3);
        assertThat(master.registration().number("memoryMb")).isPositive();
        assertThat(master.registration().text("address")).startsWith("127.0.0.1:");
        until("its line", () -> worker.output().contains("worker w1 is up: masters=" + master.address()));
    }

    @Test
    void runsWhatIsAssignedAndReportsItsEndUntilThatIsAcknowledged() throws Exception {
        Incarnation run = master.run("batch", 7, jar, "exit", "3");
        awaitState(run, "exited");
        int beats = master.beats();
        until("more heartbeats", () -> master.beats() > beats + 2);
        assertThat(master.state(run)).isEqualTo("exited");
        assertThat(master.report(run).orElseThrow().number("exitCode")).isEqualTo(3);
        assertThat(logs("/logs/batch/0").body()).contains("sample exit 3 incarnation=7");
        master.acknowledge(run);
        awaitState(run, "none");
        assertThat(logs("/logs/batch/0?tail=1&follow=true").body()).contains("incarnation=7");
        assertThat(logs("/logs/other/0").statusCode()).isEqualTo(404);
        assertThat(logs("/logs/batch/0?tail=x").statusCode()).isEqualTo(400);
    }

    @Test
    void stopsWhatIsTakenAway() throws Exception {
        Incarnation run = master.run("service", 1, jar, "wait");
        awaitState(run, "running");
        long pid = pid(run);
        master.stop(run);
        awaitState(run, "exited");
        assertThat(runs(pid)).isFalse();
        assertThat(master.report(run).orElseThrow().number("exitCode")).isEqualTo(143);
        assertThat(master.report(run).orElseThrow().text("detail")).contains("no longer");
        assertThat(worker.instances()).isEmpty();
    }

    @Test
    void aSuccessorStartsOnlyWhenTheRunBeforeIsGone() throws Exception {
        Incarnation first = master.run("service", 1, jar, "stubborn");
        awaitState(first, "running");
        until("it is deaf", () -> logs("/logs/service/0").body().contains("sample stubborn"));
        long pid = pid(first);
        master.stop(first);
        Incarnation second = master.run("service", 2, jar, "wait");
        awaitState(second, "starting");
        until("the second runs or both do", () -> master.state(second).equals("running"));
        assertThat(runs(pid)).as("ignored SIGTERM, was killed").isFalse();
        assertThat(master.report(first).orElseThrow().number("exitCode")).isEqualTo(137);
    }

    @Test
    void childrenEndWithTheirInstanceWhateverTheyDoToEscape() throws Exception {
        Incarnation run = master.run("parent", 1, jar, "fork");
        awaitState(run, "exited");
        assertThat(master.report(run).orElseThrow().number("exitCode")).isZero();
        assertThat(worker.instances()).isEmpty();
    }

    @Test
    void anInstanceThatTakesTooMuchMemoryIsEndedAndSaysSo() throws Exception {
        Incarnation run = master.run("hog", 1, jar, "hog");
        master.run("fine", 2, jar, "wait");
        awaitState(run, "exited");
        assertThat(master.report(run).orElseThrow().text("detail")).contains("MB of memory");
        assertThat(master.state(new Incarnation("fine", 0, 2))).isEqualTo("running");
    }

    @Test
    void jarsThatCannotBeRunAreRefusedWithAReason() throws Exception {
        byte[] plain = SampleJar.bytes(false);
        master.jar(SampleJar.id(plain), plain);
        byte[] noise = "not a jar".getBytes();
        master.jar(SampleJar.id(noise), noise);
        Incarnation unknown = master.run("unknown", 1, "sha256:" + "0".repeat(64), "wait");
        Incarnation headless = master.run("headless", 2, SampleJar.id(plain), "wait");
        Incarnation garbage = master.run("garbage", 3, SampleJar.id(noise), "wait");
        for (Incarnation run : List.of(unknown, headless, garbage)) {
            awaitState(run, "refused");
        }
        assertThat(master.report(unknown).orElseThrow().text("detail")).contains("no master has jar");
        assertThat(master.report(headless).orElseThrow().text("detail")).contains("Main-Class");
        assertThat(master.report(garbage).orElseThrow().text("detail")).contains("is no jar");
    }

    @Test
    void aKilledWorkerThatIsStartedAgainKeepsItsInstances() throws Exception {
        Incarnation run = master.run("service", 1, jar, "wait");
        Incarnation batch = master.run("batch", 2, jar, "exit", "5");
        awaitState(run, "running");
        awaitState(batch, "exited");
        long pid = pid(run);
        List<Long> keeper = worker.keeper();
        master.lease(LONG_LEASE_MS);
        int before = master.beats();
        until("the longer lease is granted", () -> master.beats() > before + 1);
        int registered = master.registrations();
        worker.kill();
        worker.start();
        until("registered again", () -> master.registrations() > registered);
        int beats = master.beats();
        until("heartbeats", () -> master.beats() > beats + 2);
        assertThat(master.state(run)).isEqualTo("running");
        assertThat(pid(run)).isEqualTo(pid);
        assertThat(master.report(batch).orElseThrow().number("exitCode")).isEqualTo(5);
        assertThat(worker.keeper()).isEqualTo(keeper);
        master.stop(run);
        awaitState(run, "exited");
        assertThat(master.report(run).orElseThrow().number("exitCode"))
                .as("of a process that is not its child")
                .isEqualTo(143);
    }

    @Test
    void aWorkerThatIsCutOffEndsItsInstancesAndTakesPartAgain() throws Exception {
        Incarnation run = master.run("service", 1, jar, "stubborn");
        awaitState(run, "running");
        master.deaf(true);
        until("nothing runs", () -> worker.instances().isEmpty());
        master.deaf(false);
        awaitState(run, "exited");
        assertThat(master.report(run).orElseThrow().text("detail")).contains("lease");
        Incarnation next = master.run("service", 2, jar, "wait");
        master.acknowledge(run);
        awaitState(next, "running");
    }

    @Test
    void theKeeperEndsTheInstancesOfAWorkerThatHangs() throws Exception {
        Incarnation run = master.run("service", 1, jar, "stubborn");
        awaitState(run, "running");
        worker.signal("STOP");
        until("nothing runs", () -> worker.instances().isEmpty());
        worker.signal("CONT");
        awaitState(run, "exited");
    }

    @Test
    void theKeeperEndsTheInstancesOfAWorkerThatIsGoneNothingElseAndThenItself() throws Exception {
        Incarnation run = master.run("service", 1, jar, "wait");
        awaitState(run, "running");
        Process other = new ProcessBuilder("setsid", "sleep", "1000").start();
        Path ghost = Files.createDirectories(worker.directory().resolve("instances/ghost/0/1"));
        Files.writeString(ghost.resolve("runner"), new ProcessName(other.pid(), 1) + "\n");
        worker.kill();
        until("nothing runs", () -> worker.instances().isEmpty());
        until("no keeper", () -> worker.keeper().isEmpty());
        assertThat(other.isAlive()).as("it got the number of a dead instance").isTrue();
        other.destroyForcibly();
        worker.start();
        awaitState(run, "exited");
        assertThat(master.report(run).orElseThrow().text("detail")).contains("lease");
    }

    @Test
    void aKeeperThatIsKilledOrStoppedIsReplaced() throws Exception {
        until("a keeper", () -> !worker.keeper().isEmpty());
        List<Long> first = worker.keeper();
        Signals.each("KILL", first);
        until(
                "another keeper",
                () -> !worker.keeper().isEmpty() && !worker.keeper().equals(first));
        List<Long> second = worker.keeper();
        Signals.each("STOP", second);
        until(
                "a third keeper",
                () -> !worker.keeper().isEmpty() && !worker.keeper().equals(second));
        assertThat(runs(second.get(0))).isFalse();
    }

    @Test
    void onSigtermItStopsItsInstancesReportsThemAndEndsWithZero() throws Exception {
        Incarnation run = master.run("service", 1, jar, "wait");
        awaitState(run, "running");
        worker.signal("TERM");
        awaitState(run, "exited");
        assertThat(master.report(run).orElseThrow().text("detail")).contains("worker is being stopped");
        master.acknowledge(run);
        assertThat(worker.exitCode()).isZero();
        assertThat(worker.instances()).isEmpty();
        until("no keeper", () -> worker.keeper().isEmpty());
    }

    @Test
    void aSecondWorkerOnItsDirectoryIsRefusedInOneLine() throws Exception {
        Path directory = worker.directory();
        Path link = Files.createSymbolicLink(temporary.resolve("link"), directory);
        try (RealWorker second = new RealWorker(link, master.address()).start()) {
            assertThat(second.exitCode()).isEqualTo(2);
            assertThat(second.output().lines()).hasSize(1);
            assertThat(second.output()).contains("is in use by the worker with process id");
        }
    }

    @Test
    void aNameThatAnotherWorkerHasEndsIt() throws Exception {
        master.refuse();
        try (RealWorker second = new RealWorker(temporary.resolve("second"), master.address(), "-name", "w1").start()) {
            assertThat(second.exitCode()).isEqualTo(2);
            assertThat(second.output()).contains("another worker has this name");
        }
    }

    @Test
    void mastersThatForgotItAreToldAgain() throws Exception {
        Incarnation run = master.run("service", 1, jar, "wait");
        awaitState(run, "running");
        long pid = pid(run);
        int registered = master.registrations();
        master.forget();
        until("registered again", () -> master.registrations() > registered);
        int beats = master.beats();
        until("heartbeats", () -> master.beats() > beats + 2);
        assertThat(pid(run)).isEqualTo(pid);
    }
}
