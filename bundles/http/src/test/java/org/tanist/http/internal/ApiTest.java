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
}
