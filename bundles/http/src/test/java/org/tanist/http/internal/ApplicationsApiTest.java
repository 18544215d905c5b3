package org.tanist.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tanist.service.Reply;
import org.tanist.service.Request;

/** Applications and workers: which request becomes which call of the service, and how its answers come back. */
@Timeout(60)
class ApplicationsApiTest {
    private static final FakeCluster CLUSTER = new FakeCluster();
    private static TestMaster active;
    private static TestMaster standby;
    private static HttpServer worker;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        active = new TestMaster(CLUSTER, "m0");
        standby = new TestMaster(CLUSTER, "m1");
        worker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        worker.createContext("/logs/web/0", exchange -> {
            byte[] log = ("log of " + exchange.getRequestURI() + "\n").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(log);
            exchange.close();
        });
        worker.start();
    }

    @AfterAll
    static void stop() {
        worker.stop(0);
        standby.close();
        active.close();
    }

    @BeforeEach
    void activate() {
        CLUSTER.activate("m0");
        active.control.applications = this::answer;
        standby.control.applications = this::answer;
    }

    private Reply answer(Request request) {
        asked.add(request.method() + " " + request.path() + " " + new String(request.body(), StandardCharsets.UTF_8));
        if (request.path().equals("applications") && request.method().equals("POST")) {
            return new Reply(
                    Reply.Status.CREATED,
                    Map.of("application", "web"),
                    "{\"name\":\"web\"}".getBytes(StandardCharsets.UTF_8));
        }
        if (request.path().startsWith("applications/web/place/")) {
            return Reply.ok("{\"worker\":\"w1\",\"address\":\"127.0.0.1:"
                    + worker.getAddress().getPort() + "\"}");
        }
        if (request.path().equals("counts")) {
            return Reply.ok("{\"applications\":{\"running\":3},\"workers\":{\"live\":2}}");
        }
        return request.path().contains("ghost")
                ? Reply.failure(Reply.Status.NOT_FOUND, "there is no application 'ghost'")
                : Reply.ok("{}");
    }

    @Test
    void submissionComesThroughAnyMasterAndSaysWhereItIs() {
        HttpResponse<String> answer = standby.send("POST", "/api/v1/applications", "{\"name\":\"web\"}");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Location")).hasValue("/api/v1/applications/web");
        assertThat(answer.headers().firstValue("Tanist-Master")).hasValue("m0");
        assertThat(answer.body()).isEqualTo("{\"name\":\"web\"}");
        assertThat(asked).containsExactly("POST applications {\"name\":\"web\"}");
    }

    @Test
    void eachPathHasItsCall() {
        active.send("POST", "/api/v1/applications/web/stop", "");
        active.send("POST", "/api/v1/applications/web/restart", "");
        active.send("DELETE", "/api/v1/applications/web", "");
        active.get("/api/v1/applications/web");
        active.get("/api/v1/applications/web/history");
        active.get("/api/v1/workers");
        active.send("POST", "/api/v1/workers/w1/drain", "");
        active.send("DELETE", "/api/v1/workers/w1/drain", "");
        active.send("POST", "/api/v1/workers/w1/heartbeat", "{}");
        assertThat(asked)
                .containsExactly(
                        "POST applications/web/stop ",
                        "POST applications/web/restart ",
                        "DELETE applications/web ",
                        "GET applications/web ",
                        "GET applications/web/history ",
                        "GET workers ",
                        "POST workers/w1/drain ",
                        "DELETE workers/w1/drain ",
                        "POST workers/w1/heartbeat {}");
    }

    @Test
    void failuresAreProblems() {
        HttpResponse<String> answer = active.get("/api/v1/applications/ghost");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"code\":\"not-found\"", "there is no application 'ghost'");
        assertThat(active.send("PUT", "/api/v1/applications/web/stop", "").statusCode())
                .isEqualTo(405);
    }

    @Test
    void nobodyButTheActiveGivesInternalCommands() {
        HttpResponse<String> answer = active.send("POST", "/api/v1/services/applications/internal/lost", "{}");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(asked).isEmpty();
    }

    @Test
    void anyMasterPassesALogOnFromItsWorker() {
        HttpResponse<String> answer = standby.get("/api/v1/applications/web/logs?instance=0&tail=5&follow=true");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Tanist-Master")).hasValue("m1");
        assertThat(answer.headers().firstValue("Tanist-Worker")).hasValue("w1");
        assertThat(answer.body()).isEqualTo("log of /logs/web/0?tail=5&follow=true\n");
    }

    @Test
    void logThatCannotBeHadIsAClearAnswer() {
        assertThat(active.get("/api/v1/applications/web/logs?instance=1").statusCode())
                .as("the worker has none")
                .isEqualTo(404);
        assertThat(active.get("/api/v1/applications/ghost/logs").statusCode()).isEqualTo(404);
        assertThat(active.get("/api/v1/applications/web/logs?tail=many").body()).contains("parameter 'tail' is 'many'");
    }

    @Test
    void workerThatIsAwayIsNamed() throws IOException {
        int closed;
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        active.control.applications =
                request -> Reply.ok("{\"worker\":\"w9\",\"address\":\"127.0.0.1:" + closed + "\"}");
        HttpResponse<String> answer = active.get("/api/v1/applications/web/logs");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("\"code\":\"unavailable\"", "worker w9");
    }

    @Test
    void metricsTellHowManyAreInWhichState() {
        assertThat(active.get("/metrics").body())
                .contains("tanist_applications{state=\"running\"} 3", "tanist_workers{state=\"live\"} 2");
    }
}
