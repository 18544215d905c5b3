package org.tanist.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever comes in, the answer is a problem in JSON: no HTML, no stack trace. */
@Timeout(60)
class BadRequestTest {
    private static final FakeCluster CLUSTER = new FakeCluster();
    private static final String REST = "Host: localhost\r\nConnection: close\r\n\r\n";
    private static TestMaster master;

    @BeforeAll
    static void start() throws IOException {
        master = new TestMaster(CLUSTER, "m0");
        CLUSTER.activate("m0");
    }

    @AfterAll
    static void stop() {
        master.close();
    }

    private static String send(String request) throws IOException {
        return Raw.exchange(master.port(), request);
    }

    private static void isProblem(String answer, int status) {
        assertThat(answer).startsWith("HTTP/1.1 " + status);
        assertThat(answer).containsIgnoringCase("content-type: application/problem+json");
        assertThat(answer)
                .contains("\"status\":" + status)
                .contains("\"code\":")
                .contains("\"detail\":");
        assertThat(answer).doesNotContain("<html").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource({
        "GET /nowhere, 404",
        "GET /api/v1/nowhere, 404",
        "GET /api/v1/registry/, 404",
        "GET /api/v1/registry/a%zz, 400",
        "GET /api/v1/registry/a%2, 400",
        "GET /api/v1/registry/%FF%FE, 400",
        "PUT /api/v1/registry/a//b, 400",
        "PUT /api/v1/registry/a/, 400",
        "GET /api/v1/transitions/none, 404",
        "GET /api/v1/transitions/a/b, 404",
        "POST /api/v1/cluster, 405",
        "TRACE /api/v1/cluster, 405",
        "BREW /api/v1/cluster, 405",
        "DELETE /health/live, 405",
        "GET /api/v1/services/UPPER_case, 400",
        "GET /api/v1/events?after=x, 400"
    })
    void oddPathsAndMethods(String line, int status) throws IOException {
        isProblem(send(line + " HTTP/1.1\r\n" + REST), status);
    }

    /** More than fits into the sockets: if it were left unread, the answer would be lost with the connection. */
    @ParameterizedTest
    @CsvSource({
        "PUT /api/v1/registry/a, localhost, 413",
        "PUT /api/v1/registry/a, elsewhere.example, 403",
        "PUT /api/v1/nowhere, localhost, 404",
        "POST /api/v1/cluster, localhost, 405"
    })
    void senderOfALongBodyGetsToReadWhyItIsRefused(String line, String host, int status) throws IOException {
        String body = "x".repeat(20 << 20);
        String head = line + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n";
        isProblem(send(head + "Content-Length: " + body.length() + "\r\n\r\n" + body), status);
        String chunk = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
        isProblem(send(head + "Transfer-Encoding: chunked\r\n\r\n" + chunk), status);
    }

    /** As clients do that read an answer before they have sent everything; the request must not stay open for ever. */
    @ParameterizedTest
    @CsvSource({"Content-Length: 99999999, ''", "Transfer-Encoding: chunked, 4000000"})
    void senderThatGoesWhenItIsRefusedLeavesNothingOpen(String length, String chunk) throws IOException {
        long before = refusedBodies();
        try (Socket socket = new Socket("127.0.0.1", master.port())) {
            String head = "PUT /api/v1/registry/a HTTP/1.1\r\nHost: localhost\r\n" + length + "\r\n\r\n";
            String begin = chunk.isEmpty() ? "" : Integer.toHexString(Integer.parseInt(chunk)) + "\r\n";
            socket.getOutputStream().write((head + begin + "x".repeat(600_000)).getBytes(StandardCharsets.ISO_8859_1));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1))
                    .isEqualTo("HTTP/1.1 413");
        }
        Eventually.holds("the request has ended", () -> refusedBodies() == before + 1);
    }

    /** How many requests of that kind have ended; one that stays open is not counted. */
    private static long refusedBodies() throws IOException {
        String name = "tanist_http_requests_total{method=\"PUT\",path=\"/api/v1/registry/{key…}\",status=\"413\"} ";
        return send("GET /metrics HTTP/1.1\r\n" + REST)
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length())))
                .sum();
    }

    @Test
    void methodsThatAreOfferedAreNamed() throws IOException {
        String answer = send("POST /api/v1/cluster HTTP/1.1\r\n" + REST);
        assertThat(answer).contains("Allow: GET, HEAD, OPTIONS");
        assertThat(send("OPTIONS /active HTTP/1.1\r\n" + REST))
                .startsWith("HTTP/1.1 204")
                .contains("Allow: GET, HEAD, OPTIONS");
    }

    @Test
    void brokenHttpIsAProblemToo() throws IOException {
        isProblem(send("GET /" + "x".repeat(40_000) + " HTTP/1.1\r\n" + REST), 414);
        isProblem(send("GET /active HTTP/1.1\r\nX: " + "x".repeat(40_000) + "\r\n" + REST), 431);
        isProblem(send("GET /active HTTP/1.1\r\nConnection: close\r\n\r\n"), 400);
        isProblem(send("GET /active HTTP/1.1\r\nContent-Length: x\r\n" + REST), 400);
        isProblem(send("GARBAGE\r\n\r\n"), 400);
    }

    @Test
    void bodiesAreLimitedBeforeTheyAreRead() throws IOException {
        isProblem(send("PUT /api/v1/registry/big HTTP/1.1\r\nContent-Length: 999999999999\r\n" + REST), 413);
        String chunk = "4000\r\n" + "x".repeat(0x4000) + "\r\n";
        String chunked = "PUT /api/v1/registry/big HTTP/1.1\r\nTransfer-Encoding: chunked\r\n" + REST;
        isProblem(send(chunked + chunk.repeat(17) + "0\r\n\r\n"), 413);
        assertThat(send(chunked + chunk.repeat(16) + "0\r\n\r\n")).startsWith("HTTP/1.1 201");
        assertThat(CLUSTER.registry.get("big").bytes()).hasSize(256 * 1024);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\": | line 1",
                "{\"type\":\"transfer\",\"target\":\"x\",\"tarket\":1} | 'tarket' is unknown",
                "{\"type\":\"transfer\",\"force\":\"maybe\"} | 'force' has the wrong type",
                "{\"type\":\"transfer\",\"force\":1} | 'force' has the wrong type",
                "{\"type\":\"jump\"} | 'jump'",
                "{\"type\":\"transfer\"} | 'target' is missing",
                "{} | 'type'",
                "[] | not the JSON object",
                "null | send a JSON object",
                "{\"type\":\"failover\"} x | not JSON",
                "{\"type\":\"failover\",\"type\":\"failover\"} | type"
            })
    void wrongJsonNamesThePlace(String body, String says) throws IOException {
        String answer =
                send("POST /api/v1/transitions HTTP/1.1\r\nContent-Length: " + body.length() + "\r\n" + REST + body);
        isProblem(answer, 400);
        assertThat(answer).contains(says);
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example, , 403",
        "evil.example:3000, , 403",
        "localhost.evil.example, , 403",
        "localhost:3000, , 200",
        "[::1]:3000, , 200",
        "127.0.0.1, , 200",
        "127.8.8.8:1, , 200",
        "localhost:3000, http://localhost:3000, 200",
        "localhost:3000, http://evil.example, 403",
        "localhost:3000, http://localhost:4000, 403",
        "localhost:3000, null, 403"
    })
    void pagesOfOthersAreKeptOut(String host, String origin, int status) throws IOException {
        String head = "GET /api/v1/cluster HTTP/1.1\r\nHost: " + host + "\r\n"
                + (origin == null ? "" : "Origin: " + origin + "\r\n") + "Connection: close\r\n\r\n";
        String answer = send(head);
        if (status == 200) {
            assertThat(answer).startsWith("HTTP/1.1 200");
        } else {
            isProblem(answer, status);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "If-Match, *, 400",
        "If-Match, W/\"1\", 400",
        "If-Match, \"1\", 412",
        "If-None-Match, \"1\", 400",
        "Idempotency-Key, a b, 400"
    })
    void oddHeadersOfWrites(String name, String value, int status) throws IOException {
        String answer = send(
                "PUT /api/v1/registry/h HTTP/1.1\r\nContent-Length: 1\r\n" + name + ": " + value + "\r\n" + REST + "x");
        isProblem(answer, status);
    }
}
