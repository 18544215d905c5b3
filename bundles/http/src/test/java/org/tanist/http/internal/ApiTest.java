package org.tanist.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One master alone: what each endpoint answers. */
@Timeout(60)
class ApiTest {
    private static final FakeCluster CLUSTER = new FakeCluster();
    private static TestMaster master;

    @BeforeAll
    static void start() throws IOException {
        master = new TestMaster(CLUSTER, "m0");
    }

    @AfterAll
    static void stop() {
        master.close();
    }

    @BeforeEach
    void active() {
        CLUSTER.activate("m0");
    }

    @Test
    void everyAnswerSaysWhoGaveIt() {
        HttpResponse<String> answer = master.get("/api/v1/cluster");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Tanist-Master")).hasValue("m0");
        assertThat(answer.headers().firstValue("Tanist-Role")).hasValue("active");
        assertThat(answer.headers().firstValue("Tanist-Term")).hasValue(Long.toString(CLUSTER.term()));
        assertThat(answer.headers().firstValue("Tanist-Age-Ms")).hasValue("0");
        assertThat(answer.body()).contains("\"active\":\"m0\"");
    }

    @Test
    void registryKeepsBytesAndVersions() {
        HttpResponse<String> created = master.send("PUT", "/api/v1/registry/a/b", "one");
        assertThat(created.statusCode()).isEqualTo(201);
        String tag = created.headers().firstValue("ETag").orElseThrow();
        assertThat(master.send("PUT", "/api/v1/registry/a/b", "two", "If-Match", tag)
                        .statusCode())
                .isEqualTo(204);
        HttpResponse<String> late = master.send("PUT", "/api/v1/registry/a/b", "three", "If-Match", tag);
        assertThat(late.statusCode()).isEqualTo(412);
        assertThat(late.headers().firstValue("ETag")).isPresent();
        assertThat(late.body()).contains("\"code\":\"precondition-failed\"");
        HttpResponse<String> read = master.get("/api/v1/registry/a/b");
        assertThat(read.body()).isEqualTo("two");
        assertThat(read.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        String now = read.headers().firstValue("ETag").orElseThrow();
        assertThat(master.get("/api/v1/registry/a/b", "If-None-Match", now).statusCode())
                .isEqualTo(304);
        assertThat(master.send("PUT", "/api/v1/registry/a/b", "x", "If-None-Match", "*")
                        .statusCode())
                .isEqualTo(412);
        assertThat(master.get("/api/v1/registry?prefix=a").body()).contains("\"key\":\"a/b\"");
        assertThat(master.send("DELETE", "/api/v1/registry/a/b", "").statusCode())
                .isEqualTo(204);
        assertThat(master.get("/api/v1/registry/a/b").statusCode()).isEqualTo(404);
    }

    @Test
    void listsTakeNoStaleParameterAndAreJson() {
        HttpResponse<String> list = master.get("/api/v1/registry?prefix=&stale=true");
        assertThat(list.headers().firstValue("Content-Type")).hasValue("application/json");
    }

    @Test
    void healthSaysWhatLoadBalancersNeed() {
        assertThat(master.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(master.get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(master.get("/active").body()).isEqualTo("active\n");
        assertThat(master.get("/standby").statusCode()).isEqualTo(503);
        HttpResponse<String> head = master.send("HEAD", "/active", "");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void aTransitionIsAcceptedRefusedOrOnlyChecked() {
        HttpResponse<String> accepted = master.send(
                "POST", "/api/v1/transitions", "{\"type\":\"transfer\",\"target\":\"m0\",\"reason\":\"test\"}");
        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(accepted.headers().firstValue("Location")).hasValue("/api/v1/transitions/t-1");
        assertThat(accepted.body()).contains("\"state\":\"running\"").contains("\"actor\":\"anonymous\"");
        String unknown = "{\"type\":\"transfer\",\"target\":\"nobody\"}";
        assertThat(master.send("POST", "/api/v1/transitions", unknown).statusCode())
                .isEqualTo(409);
        HttpResponse<String> checked = master.send("POST", "/api/v1/transitions?dryRun=true", unknown);
        assertThat(checked.statusCode()).isEqualTo(200);
        assertThat(checked.body()).contains("\"checks\":[{\"name\":\"target-alive\",\"ok\":false");
    }

    @Test
    void membersAreAddedRemovedAndPatched() {
        assertThat(master.send("POST", "/api/v1/masters", "{\"address\":\"127.0.0.1:4000\"}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(master.send("POST", "/api/v1/masters", "{\"address\":\"no port:x\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(master.send("POST", "/api/v1/masters", "{}").body()).contains("'address' is missing");
        assertThat(master.send("DELETE", "/api/v1/masters/m0", "").statusCode()).isEqualTo(204);
        assertThat(master.send("DELETE", "/api/v1/masters/nobody", "").statusCode())
                .isEqualTo(404);
        assertThat(master.send("PATCH", "/api/v1/masters/m0", "{\"reason\":\"without held\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(master.send("PATCH", "/api/v1/masters/m0", "{\"held\":true}").statusCode())
                .isEqualTo(200);
        assertThat(master.send("PATCH", "/api/v1/masters/m0", "{}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void anyMasterServiceIsReachedWithPathParametersAndBody() {
        HttpResponse<String> answer =
                master.send("POST", "/api/v1/services/echo/a%2Fb/c?x=1+2&y=%26", "body", "If-None-Match", "*");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("POST a/b/c {if-none-match=*, x=1 2, y=&}");
        assertThat(master.send("POST", "/api/v1/services/none", "").statusCode())
                .isEqualTo(404);
        assertThat(master.send("PUT", "/api/v1/services/echo/big", "x".repeat((1 << 20) + 1))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void sameIdHappensOnce() {
        HttpResponse<String> first = master.send("PUT", "/api/v1/registry/once", "1", "Idempotency-Key", "id-1");
        HttpResponse<String> again = master.send("PUT", "/api/v1/registry/once", "1", "Idempotency-Key", "id-1");
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.headers().firstValue("ETag")).isEqualTo(first.headers().firstValue("ETag"));
    }

    @Test
    void journalShowsPositionsAndTermsAsNumbersAndStreamsABackup() {
        assertThat(master.get("/api/v1/journal").body())
                .contains("\"applied\":{\"term\":" + CLUSTER.term() + ",\"index\":");
        assertThat(master.send("POST", "/api/v1/journal/checkpoint", "").statusCode())
                .isEqualTo(200);
        HttpResponse<String> backup = master.get("/api/v1/journal/backup");
        assertThat(backup.body().lines()).hasSize(1000).endsWith("backup line 999");
        assertThat(backup.headers().firstValue("Tanist-Position")).isPresent();
    }

    @Test
    void theRootLeadsToTheConsole() throws IOException {
        String answer = Raw.exchange(master.port(), "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 302").contains("Location: /ui/masters");
    }

    @Test
    void metricsAreValidPrometheusText() {
        master.get("/api/v1/cluster");
        HttpResponse<String> answer = master.get("/metrics");
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain; version=0.0.4");
        assertThat(answer.body())
                .contains("# TYPE tanist_is_active gauge\ntanist_is_active 1.0\n")
                .contains("tanist_active_changes_total{cause=\"transfer\"} 3.0")
                .contains("tanist_journal_commit_seconds{quantile=\"0.5\"} 0.001")
                .contains("tanist_journal_commit_seconds_count 10")
                .contains("tanist_http_requests_total{method=\"GET\",path=\"/api/v1/cluster\",status=\"200\"}")
                .contains("tanist_http_request_duration_seconds_bucket{");
        PrometheusText.check(answer.body());
    }
}
