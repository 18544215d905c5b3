package org.tanist.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tanist.itests.harness.ClusterProcess;
import org.tanist.itests.harness.Http;
import org.tanist.itests.harness.MasterProcess;

/** Requests that are wrong get a 4xx that says why, through the active and through a standby, and nothing is lost by them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadRequestTest {
    private final ClusterProcess cluster = ClusterProcess.of(3);

    @BeforeAll
    void start() throws IOException {
        cluster.up();
        assertThat(cluster.awaitActive()
                        .http()
                        .put("/api/v1/registry/keep", "me")
                        .ok())
                .isTrue();
    }

    @AfterEach
    void nothingIsLost() throws IOException {
        assertThat(cluster.awaitActive().http().get("/api/v1/registry/keep").text())
                .isEqualTo("me");
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    private void assertProblem(Http.Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        JsonNode problem = answer.json();
        assertThat(problem.path("code").asText()).isNotBlank();
        assertThat(problem.path("detail").asText()).isNotBlank().doesNotContain("Exception");
        assertThat(problem.has("term")).isTrue();
        assertThat(problem.has("active")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "\"transfer\"",
                "{\"type\":7}",
                "{\"type\":\"explode\"}",
                "{\"type\":\"transfer\"}",
                "{\"type\":\"transfer\",\"target\":\"m1\",\"tarrget\":\"m2\"}",
                "{\"type\":\"transfer\",\"target\":\"m1\",\"force\":\"maybe\"}"
            })
    void wrongTransitionIsRefusedWith400(String body) throws IOException {
        assertProblem(cluster.awaitActive().http().json("POST", "/api/v1/transitions", body), 400);
        assertProblem(cluster.standbys().get(0).http().json("POST", "/api/v1/transitions", body), 400);
    }

    @ParameterizedTest
    @CsvSource({
        "PATCH, /api/v1/masters/nobody, {\"held\":true}, 404",
        "PATCH, /api/v1/masters/m1, {\"held\":\"x\"}, 400",
        "POST, /api/v1/masters, {\"address\":\"no where:port\"}, 400",
        "DELETE, /api/v1/masters/nobody, '', 404",
        "GET, /api/v1/transitions/none, '', 404",
        "GET, /api/v1/nothing, '', 404",
        "GET, /nothing, '', 404",
        "DELETE, /api/v1/cluster, '', 405",
        "POST, /api/v1/registry/key, x, 405"
    })
    void wrongTargetIsAnsweredByItsStatus(String method, String path, String body, int status) throws IOException {
        byte[] bytes = body.isEmpty() ? null : body.getBytes(StandardCharsets.UTF_8);
        for (MasterProcess master : cluster.masters()) {
            Http.Answer answer = master.http().send(method, path, bytes, "Content-Type", "application/json");
            assertProblem(answer, status);
            if (status == 405) {
                assertThat(answer.header("Allow")).isNotBlank();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {256 * 1024 + 1, 4 * 1024 * 1024})
    void hugeValueIsRefusedWith413(int size) throws IOException {
        byte[] huge = new byte[size];
        Arrays.fill(huge, (byte) 'x');
        for (MasterProcess master : cluster.masters()) {
            assertProblem(master.http().send("PUT", "/api/v1/registry/huge", huge), 413);
        }
        assertThat(cluster.awaitActive().http().get("/api/v1/registry/huge").status())
                .isEqualTo(404);
    }

    @Test
    void largestValueIsStored() throws IOException {
        byte[] large = new byte[256 * 1024];
        Arrays.fill(large, (byte) 7);
        assertThat(cluster.standbys()
                        .get(0)
                        .http()
                        .send("PUT", "/api/v1/registry/large", large)
                        .ok())
                .isTrue();
        assertThat(cluster.awaitActive().http().get("/api/v1/registry/large").bytes())
                .isEqualTo(large);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%00b", "a%0Ab", "..%2Fa", "a/../b", "a//b", "a/", "%2Fa", "./a", "%FF%FE", "%zz"})
    void oddKeyIsRefused(String key) throws IOException {
        String answer = raw("PUT /api/v1/registry/" + key + " HTTP/1.1\r\nHost: "
                + cluster.awaitActive().address() + "\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx");
        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("\tat ").doesNotContainIgnoringCase("jetty");
    }

    @Test
    void tooLongKeyIsRefused() throws IOException {
        assertThat(cluster.awaitActive()
                        .http()
                        .put("/api/v1/registry/" + "k".repeat(513), "x")
                        .status())
                .isIn(400, 414);
        assertThat(cluster.awaitActive()
                        .http()
                        .put("/api/v1/registry/" + "k".repeat(512), "x")
                        .ok())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gr%C3%BC%C3%9Fe", "a%20b", "a/b/c", "%E2%9C%93", "plus+sign", "a%2Bb", "a;b", "~_-.x"})
    void unusualButGoodKeyIsKept(String key) throws IOException {
        for (MasterProcess master : cluster.masters()) {
            assertThat(master.http().put("/api/v1/registry/" + key, "v " + key).ok())
                    .as(key)
                    .isTrue();
            assertThat(master.http().get("/api/v1/registry/" + key).text()).isEqualTo("v " + key);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NONSENSE\r\n\r\n",
                "GET /api/v1/cluster HTTP/1.1\r\n\r\n",
                "PUT /api/v1/registry/x HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\n",
                "PUT /api/v1/registry/x HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
            })
    void nonsenseOnTheSocketIsAnsweredWith4xxOrClosed(String request) throws IOException {
        String answer = raw(request);
        assertThat(answer)
                .satisfiesAnyOf(a -> assertThat(a).isEmpty(), a -> assertThat(a).startsWith("HTTP/1.1 4"));
        assertThat(answer).doesNotContain("\tat ");
    }

    private String raw(String request) throws IOException {
        MasterProcess active = cluster.awaitActive();
        try (Socket socket = new Socket(active.launch().host(), active.launch().port())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
