package org.tanist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AppCommandsTest {

    private static final String JAR = "sha256:" + "ab".repeat(32);

    private final CannedMaster master = new CannedMaster().healthy();

    @AfterEach
    void close() {
        master.close();
    }

    private Ran run(String... line) {
        List<String> args = new ArrayList<>(List.of(line));
        args.addAll(0, List.of("--masters", master.address(), "--timeout", "2s"));
        return Ran.tanist(args.toArray(new String[0]));
    }

    private static String application(String state, String reason) {
        return "{\"name\":\"web\",\"state\":\"" + state + "\",\"reason\":\"" + reason
                + "\",\"spec\":{\"name\":\"web\",\"jar\":\""
                + JAR
                + "\",\"instances\":1,\"restart\":\"always\",\"memoryMb\":256},\"instances\":[{\"number\":0,\"state\":\""
                + state + "\",\"worker\":\"w1\",\"pid\":4711,\"incarnation\":17,\"startedAt\":\"2026-01-01T00:00:00Z\","
                + "\"exitCode\":null,\"restarts\":2,\"reason\":\"\"}]}";
    }

    @Test
    void submitSendsTheWholeSpec() {
        master.answer("POST /api/v1/applications", 201, application("pending", "is about to be placed"));
        Ran ran = run(
                "app",
                "submit",
                JAR,
                "--name",
                "web",
                "--instances",
                "2",
                "--restart",
                "never",
                "--memory",
                "64",
                "--jvm-arg",
                "-Dx=1",
                "--env",
                "A=b",
                "--",
                "--port",
                "0");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("web: pending - is about to be placed", "4711");
        assertThat(master.asked())
                .contains("POST /api/v1/applications {\"name\":\"web\",\"jar\":\"" + JAR
                        + "\",\"args\":[\"--port\",\"0\"],\"jvmArgs\":[\"-Dx=1\"],\"env\":{\"A\":\"b\"},\"instances\":2,"
                        + "\"restart\":\"never\",\"memoryMb\":64}");
    }

    @Test
    void submitPutsAFileFirstAndWaits(@TempDir Path directory) throws IOException {
        Path jar = Files.writeString(directory.resolve("web.jar"), "bytes");
        master.answer("POST /api/v1/jars?name=web.jar", 201, "{\"id\":\"" + JAR + "\",\"copies\":2}")
                .answer("POST /api/v1/applications", 201, application("pending", ""))
                .answer("GET /api/v1/applications/web", 200, application("running", ""));
        Ran ran = run("app", "submit", jar.toString(), "--name", "web", "--wait");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.err()).contains("jar " + JAR + " is in the jar store");
        assertThat(ran.out()).contains("web: running");
        assertThat(run("app", "submit", directory + "/none.jar", "--name", "web")
                        .err())
                .contains("there is no file '" + directory + "/none.jar'");
    }

    @Test
    void waitingEndsWhenItCannotComeTrueOrTheTimeIsOver() {
        master.answer("POST /api/v1/applications", 201, application("pending", ""))
                .answer("GET /api/v1/applications/web", 200, application("quarantined", "no jar"));
        Ran quarantined = run("app", "submit", JAR, "--name", "web", "--wait");
        assertThat(quarantined.exitCode()).isEqualTo(1);
        assertThat(quarantined.err()).contains("application 'web' is quarantined: no jar");
        master.answer("GET /api/v1/applications/web", 200, application("pending", "waits for a worker"));
        Ran late = run("app", "submit", JAR, "--name", "web", "--wait", "--timeout", "300ms");
        assertThat(late.exitCode()).isEqualTo(6);
        assertThat(late.err()).contains("is not running yet: it is pending: waits for a worker");
    }

    @Test
    void listShowHistoryAndWorkersAreTables() {
        master.answer("GET /api/v1/applications", 200, "[" + application("pending", "waits") + "]")
                .answer("GET /api/v1/applications/web", 200, application("running", ""))
                .answer(
                        "GET /api/v1/applications/web/history",
                        200,
                        "[{\"position\":17,\"at\":\"2026-01-01T00:00:00Z\",\"event\":\"placed\",\"detail\":\"on w1\"}]")
                .answer(
                        "GET /api/v1/workers",
                        200,
                        "[{\"name\":\"w1\",\"address\":\"h:1\",\"state\":\"draining\",\"slots\":4,\"instances\":1,"
                                + "\"lastSeenMs\":12,\"memoryMb\":1000,\"memoryUsedMb\":256}]");
        assertThat(run("app", "list").out()).contains("web", "pending", "0/1", "256 MB", "waits");
        assertThat(run("app", "show", "web").out()).contains("web: running", "w1", "17");
        assertThat(run("app", "history", "web").out()).contains("placed", "on w1");
        assertThat(run("workers", "list").out()).contains("w1", "draining", "256/1000 MB", "12 ms ago");
        assertThat(run("-o", "json", "app", "list").out()).contains("\"incarnation\" : 17");
    }

    @Test
    void logsArePrintedAsTheyAre() {
        master.answer("GET /api/v1/applications/web/logs?instance=1&tail=3", 200, "one\ntwo\n");
        Ran ran = run("app", "logs", "web", "--instance", "1", "--tail", "3");
        assertThat(ran.out()).isEqualTo("one\ntwo\n");
        Ran none = run("app", "logs", "ghost");
        assertThat(none.exitCode()).isEqualTo(3);
    }

    @Test
    void followingEndsWithTheApplication() {
        master.answer("GET /api/v1/applications/web/logs?instance=0&tail=200&follow=true", 200, "the end\n")
                .answer("GET /api/v1/applications/web?stale=true", 200, application("finished", ""));
        Ran ran = run("app", "logs", "-f", "web");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).isEqualTo("the end\n");
    }

    @Test
    void deleteWaitsUntilTheNameIsFree() {
        master.answer("DELETE /api/v1/applications/web", 204, "");
        assertThat(run("app", "delete", "web", "--wait").err()).contains("application web is deleted");
    }

    @Test
    void ordersToWorkers() {
        String worker = "{\"name\":\"w1\",\"state\":\"draining\"}";
        master.answer("POST /api/v1/workers/w1/drain", 200, worker)
                .answer("DELETE /api/v1/workers/w1/drain", 200, worker)
                .answer(
                        "DELETE /api/v1/workers/w1",
                        409,
                        "{\"code\":\"conflict\",\"detail\":\"worker 'w1' is not lost\"}");
        assertThat(run("workers", "drain", "w1").exitCode()).isZero();
        assertThat(run("workers", "resume", "w1").exitCode()).isZero();
        Ran refused = run("workers", "remove", "w1");
        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.err()).contains("worker 'w1' is not lost");
    }
}
