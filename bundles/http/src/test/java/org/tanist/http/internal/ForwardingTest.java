package org.tanist.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tanist.cluster.Endpoint;
import org.tanist.testkit.FreePorts;

/** Three masters: how a request finds the active, whatever happens to it on the way. */
@Timeout(120)
class ForwardingTest {
    private static final FakeCluster CLUSTER = new FakeCluster();
    private static final ExecutorService CALLERS = Executors.newCachedThreadPool();
    private static TestMaster a;
    private static TestMaster b;
    private static TestMaster c;

    @BeforeAll
    static void start() throws IOException {
        a = new TestMaster(CLUSTER, "a");
        b = new TestMaster(CLUSTER, "b");
        c = new TestMaster(CLUSTER, "c");
    }

    @AfterAll
    static void stop() {
        CALLERS.shutdownNow();
        a.close();
        b.close();
        c.close();
    }

    @BeforeEach
    void activeIsA() {
        CLUSTER.activate("a");
    }

    @AfterEach
    void calm() {
        CLUSTER.masters.forEach(master -> {
            master.hangs = false;
            master.believes = "";
        });
        CLUSTER.masters.removeIf(master -> master.name().equals("dead"));
    }

    private static CompletableFuture<HttpResponse<String>> later(
            TestMaster at, String method, String path, String body, String... headers) {
        return CompletableFuture.supplyAsync(() -> at.send(method, path, body, headers), CALLERS);
    }

    @Test
    void standbySendsCommandsAndReadsToTheActive() {
        HttpResponse<String> written = b.send("PUT", "/api/v1/registry/f/%C3%A4%20x", "value");
        assertThat(written.statusCode()).isEqualTo(201);
        assertThat(written.headers().firstValue("Tanist-Master")).hasValue("a");
        assertThat(written.headers().allValues("Tanist-Master")).hasSize(1);
        assertThat(written.headers().firstValue("ETag")).isPresent();
        HttpResponse<String> read = c.get("/api/v1/registry/f/%C3%A4%20x");
        assertThat(read.body()).isEqualTo("value");
        assertThat(read.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        assertThat(read.headers().firstValue("Tanist-Role")).hasValue("active");
        assertThat(CLUSTER.registry).containsKey("f/ä x");
        HttpResponse<String> stale = c.get("/api/v1/registry/f/%C3%A4%20x?stale=true");
        assertThat(stale.headers().firstValue("Tanist-Master")).hasValue("c");
        assertThat(b.get("/api/v1/cluster").headers().firstValue("Tanist-Master"))
                .hasValue("a");
        assertThat(b.get("/api/v1/self").headers().firstValue("Tanist-Master")).hasValue("b");
    }

    @Test
    void preconditionsAndProblemsPassThroughAStandby() {
        b.send("PUT", "/api/v1/registry/pre", "1");
        HttpResponse<String> refused = b.send("PUT", "/api/v1/registry/pre", "2", "If-None-Match", "*");
        assertThat(refused.statusCode()).isEqualTo(412);
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(refused.body()).contains("precondition-failed").contains("\"active\":\"a\"");
        assertThat(b.send("POST", "/api/v1/transitions", "{\"type\":\"transfer\",\"target\":\"b\"}")
                        .statusCode())
                .isEqualTo(202);
        assertThat(b.send("POST", "/api/v1/transitions", "{\"type\":\"transfer\",\"targt\":\"b\"}")
                        .body())
                .contains("'targt' is unknown");
    }

    @Test
    void longValuesGoBothWays() {
        String value = "0123456789abcdef".repeat(16 * 1024);
        assertThat(b.send("PUT", "/api/v1/registry/long", value).statusCode()).isLessThan(300);
        assertThat(c.get("/api/v1/registry/long").body()).isEqualTo(value);
        assertThat(b.send("PUT", "/api/v1/registry/long", value + "x").statusCode())
                .isEqualTo(413);
    }

    @Test
    void commandParksUntilSomebodyIsActive() {
        CLUSTER.nobody();
        List<CompletableFuture<HttpResponse<String>>> parked = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            parked.add(later(i % 2 == 0 ? b : c, "PUT", "/api/v1/registry/parked-" + i, "x"));
        }
        // More than the container has threads: were one held by each, this would not be answered.
        assertThat(b.get("/health/live").statusCode()).isEqualTo(200);
        CLUSTER.activate("c");
        for (CompletableFuture<HttpResponse<String>> answer : parked) {
            assertThat(answer.join().statusCode()).isEqualTo(201);
            assertThat(answer.join().headers().firstValue("Tanist-Master")).hasValue("c");
        }
    }

    @Test
    void withoutAnActiveCommandsGet503AndTheClusterIsStillShown() {
        CLUSTER.nobody();
        HttpResponse<String> refused = b.send("PUT", "/api/v1/registry/none", "x");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.body())
                .contains("\"code\":\"no-active\"")
                .contains("no majority")
                .contains("\"active\":null");
        HttpResponse<String> cluster = b.get("/api/v1/cluster");
        assertThat(cluster.statusCode()).isEqualTo(200);
        assertThat(cluster.body()).contains("\"active\":null");
        assertThat(b.get("/active").statusCode()).isEqualTo(503);
        assertThat(b.get("/standby").statusCode()).isEqualTo(200);
        assertThat(b.send("POST", "/api/v1/transitions", "{\"type\":\"failover\"}")
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void aDeadActiveIsLeftForTheNextOne() {
        CLUSTER.master("dead", new Endpoint("127.0.0.1", 1));
        CLUSTER.activate("dead");
        CompletableFuture<HttpResponse<String>> waiting = later(b, "PUT", "/api/v1/registry/next", "x");
        Eventually.holds("the request waits", () -> b.control.waiting() > 0);
        CLUSTER.activate("c");
        assertThat(waiting.join().statusCode()).isEqualTo(201);
    }

    @Test
    void aDeadActiveThatNobodyReplacesGives503() {
        CLUSTER.master("dead", new Endpoint("127.0.0.1", 1));
        CLUSTER.activate("dead");
        HttpResponse<String> answer = b.send("PUT", "/api/v1/registry/never", "x");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("\"code\":\"no-active\"").contains("dead at 127.0.0.1:1");
        HttpResponse<String> cluster = b.get("/api/v1/cluster");
        assertThat(cluster.statusCode()).isEqualTo(200);
        assertThat(cluster.headers().firstValue("Tanist-Master")).hasValue("b");
    }

    @Test
    void aHungActiveIsGivenUpWhenAnotherTakesOverAndTheCommandHappensOnce() {
        a.control.hangs = true;
        CompletableFuture<HttpResponse<String>> waiting =
                later(b, "PUT", "/api/v1/registry/hung", "x", "Idempotency-Key", "hung-1");
        Eventually.holds("the request is on its way", () -> !waiting.isDone());
        CLUSTER.activate("c");
        assertThat(waiting.join().statusCode()).isEqualTo(201);
        assertThat(waiting.join().headers().firstValue("Tanist-Master")).hasValue("c");
        assertThat(CLUSTER.submissions.get("hung-1")).isEqualTo(1);
    }

    @Test
    void aHungActiveThatStaysGivesUnknownOutcomeWithTheId() {
        a.control.hangs = true;
        for (TestMaster asked : List.of(a, b)) {
            HttpResponse<String> answer =
                    asked.send("PUT", "/api/v1/registry/stays", "x", "Idempotency-Key", "stays-1");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("\"code\":\"unknown-outcome\"");
            assertThat(answer.headers().firstValue("Idempotency-Key")).hasValue("stays-1");
        }
    }

    @Test
    void anUnknownOutcomeIsRetriedWithTheSameId() {
        a.control.losesNextAnswer = true;
        HttpResponse<String> answer = b.send("PUT", "/api/v1/registry/lost", "x", "Idempotency-Key", "lost-1");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(CLUSTER.submissions.get("lost-1")).isEqualTo(2);
        assertThat(CLUSTER.registry.get("lost").version()).isEqualTo(CLUSTER.position.get());
    }

    @Test
    void mastersThatTakeEachOtherForTheActiveDoNotLoop() {
        a.control.believes = "b";
        b.control.believes = "a";
        CompletableFuture<HttpResponse<String>> waiting = later(b, "PUT", "/api/v1/registry/loop", "x");
        HttpResponse<String> refused = a.send("PUT", "/api/v1/registry/loop", "x", "Tanist-Forwarded-By", "b");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("\"code\":\"not-active\"");
        // As soon as the one that is the active knows it, all is well, though the other never learns anything new.
        a.control.believes = "";
        assertThat(waiting.join().statusCode()).isEqualTo(201);
    }

    @Test
    void aMasterThatStopsAnswersWhatWaits() throws IOException {
        FakeCluster own = new FakeCluster();
        TestMaster stopping = new TestMaster(own, "s");
        CompletableFuture<HttpResponse<String>> waiting = later(stopping, "PUT", "/api/v1/registry/k", "1");
        Eventually.holds("the request waits", () -> stopping.control.waiting() > 0);
        stopping.close();
        assertThat(waiting.join().statusCode()).isEqualTo(503);
        assertThat(waiting.join().body()).contains("is stopping: go to another master");
    }

    @Test
    void aMasterThatStartsOrStopsNeverSaysThatAKeyIsMissing() throws IOException {
        FakeCluster own = new FakeCluster();
        try (TestMaster stopping = new TestMaster(own, "s")) {
            own.activate("s");
            assertThat(stopping.get("/api/v1/registry/k").statusCode()).isEqualTo(404);
            stopping.withdrawControl();
            HttpResponse<String> answer = stopping.get("/api/v1/registry/k");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("starting or stopping");
        }
    }

    @Test
    void aMasterWhosePortIsOpenBeforeItsServletsAreThereDoesNotSayThatAKeyIsMissing() throws IOException {
        FakeCluster own = new FakeCluster();
        AtomicReference<String> early = new AtomicReference<>("not asked");
        String request = "GET /api/v1/registry/k HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        IntConsumer ask = port -> {
            try {
                early.set(Raw.exchange(port, request));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        try (TestMaster starting = new TestMaster(own, "s", FreePorts.next(), ask)) {
            own.activate("s");
            assertThat(early.get())
                    .startsWith("HTTP/1.1 503")
                    .containsIgnoringCase("Retry-After: 1")
                    .contains("\"code\":\"not-active\"");
            assertThat(starting.get("/api/v1/registry/k").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void keptConnectionsThatDiedCostOneRetry() throws IOException {
        FakeCluster own = new FakeCluster();
        TestMaster standby = new TestMaster(own, "s");
        TestMaster first = new TestMaster(own, "t");
        own.activate("t");
        assertThat(standby.send("PUT", "/api/v1/registry/k", "1").statusCode()).isEqualTo(201);
        int port = first.port();
        first.close();
        own.masters.remove(first.control);
        try (TestMaster again = new TestMaster(own, "t", port)) {
            own.activate("t");
            assertThat(standby.send("PUT", "/api/v1/registry/k", "2").statusCode())
                    .isEqualTo(204);
        } finally {
            standby.close();
        }
    }
}
