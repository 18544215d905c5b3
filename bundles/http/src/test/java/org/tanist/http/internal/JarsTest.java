package org.tanist.http.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jars through the real container: streams up and down, and how they are refused or break off. */
@Timeout(60)
class JarsTest {
    private static final FakeCluster CLUSTER = new FakeCluster();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final byte[] JAR = new byte[600_000];
    private static TestMaster master;

    @BeforeAll
    static void start() throws IOException {
        new Random(1).nextBytes(JAR);
        master = new TestMaster(CLUSTER, "m0");
        CLUSTER.activate("m0");
    }

    @AfterAll
    static void stop() {
        master.close();
    }

    @BeforeEach
    void reset() {
        CLUSTER.jars.jars.clear();
        CLUSTER.jars.damagedFrom = Integer.MAX_VALUE;
        CLUSTER.jars.refuses = false;
    }

    @Test
    void jarGoesUpInPiecesAndComesDownAsItWas() throws Exception {
        String id = FakeJars.id(JAR);
        HttpResponse<String> first = post("/api/v1/jars?name=a.jar", JAR);
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.body()).isEqualTo("{\"id\":\"" + id + "\",\"name\":\"a.jar\",\"size\":600000,\"copies\":3}");
        assertThat(first.headers().firstValue("Location")).contains("/api/v1/jars/" + id);
        assertThat(first.headers().firstValue("Tanist-Master")).contains("m0");
        assertThat(post("/api/v1/jars?name=b.jar", JAR).statusCode()).isEqualTo(200);

        HttpResponse<byte[]> got = get("/api/v1/jars/" + id);
        assertThat(got.body()).isEqualTo(JAR);
        assertThat(got.headers().firstValue("Content-Length")).contains("600000");
        assertThat(got.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"a _b_.jar\"");
        assertThat(get("/api/v1/jar-copies/" + id).body()).isEqualTo(JAR);
        assertThat(master.send("HEAD", "/api/v1/jars/" + id, "").statusCode()).isEqualTo(200);
        assertThat(master.send("POST", "/api/v1/jar-copies/" + id, "").body()).contains("\"state\":\"ok\"");
    }

    @Test
    void damagedJarBreaksTheStreamInsteadOfEndingIt() {
        String id = FakeJars.id(JAR);
        CLUSTER.jars.jars.put(id, JAR);
        CLUSTER.jars.damagedFrom = 400_000;

        assertThatThrownBy(() -> get("/api/v1/jars/" + id)).isInstanceOf(IOException.class);
    }

    @Test
    void jarThatIsDamagedFromTheStartIsAProblemThatMayBeTriedAgain() throws Exception {
        String id = FakeJars.id(JAR);
        CLUSTER.jars.jars.put(id, JAR);
        CLUSTER.jars.damagedFrom = 10;
        HttpResponse<byte[]> refused = get("/api/v1/jars/" + id);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(new String(refused.body(), StandardCharsets.UTF_8)).contains("\"code\":\"too-few-copies\"");
    }

    @Test
    void absentEmptyAndLargeOnesAreProblems() throws Exception {
        assertThat(get("/api/v1/jars/sha256:0").statusCode()).isEqualTo(404);
        assertThat(post("/api/v1/jars", new byte[0]).statusCode()).isEqualTo(400);
        HttpResponse<String> large = post("/api/v1/jars", new byte[FakeJars.LIMIT + 1]);
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(large.body()).contains("\"code\":\"too-large\"");
        assertThat(master.send("POST", "/api/v1/jars", "--x", "Content-Type", "multipart/form-data; boundary=x")
                        .statusCode())
                .isEqualTo(400);
        assertThat(master.send("DELETE", "/api/v1/jars/sha256:0", "").statusCode())
                .isEqualTo(404);
        assertThat(master.send("PUT", "/api/v1/jars/sha256:0", "x").statusCode())
                .isEqualTo(405);
        assertThat(CLUSTER.jars.jars).isEmpty();
    }

    @Test
    void senderThatWaitsForConsentIsRefusedWithoutSendingTheBody() throws IOException {
        CLUSTER.jars.refuses = true;
        try (Socket socket = new Socket("127.0.0.1", master.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("POST /api/v1/jars HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
                                    + "Content-Length: 500000\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            byte[] start = socket.getInputStream().readNBytes(12);
            assertThat(new String(start, StandardCharsets.ISO_8859_1)).isEqualTo("HTTP/1.1 503");
        }
    }

    @Test
    void uploadThatIsCutLeavesNothing() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", master.port())) {
            socket.getOutputStream()
                    .write(("POST /api/v1/jars HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nhalf")
                            .getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).doesNotContain("201 Created");
        }
        assertThat(CLUSTER.jars.jars).isEmpty();
    }

    private static HttpResponse<String> post(String path, byte[] body) throws IOException, InterruptedException {
        // A stream has no length, so this is sent in chunks.
        InputStream in = new ByteArrayInputStream(body);
        return CLIENT.send(
                HttpRequest.newBuilder(master.uri(path))
                        .POST(HttpRequest.BodyPublishers.ofInputStream(() -> in))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(master.uri(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
