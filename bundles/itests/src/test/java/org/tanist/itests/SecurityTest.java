package org.tanist.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tanist.itests.harness.ClusterProcess;
import org.tanist.itests.harness.Http;
import org.tanist.itests.harness.Launch;
import org.tanist.itests.harness.MasterProcess;
import org.tanist.itests.harness.Tarball;
import org.tanist.testkit.FreePorts;

/** The guard of the first day: loopback only, unless said outright; no other site's page and no other name reaches a master. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecurityTest {
    private final ClusterProcess cluster = ClusterProcess.of(1);

    @BeforeAll
    void start() {
        cluster.up();
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    private Http http() {
        return cluster.master(0).http();
    }

    @ParameterizedTest
    @CsvSource({"10.231.9.9, security.authentication", "0.0.0.0, hostname"})
    void nonLoopbackAddressNeedsAnOutrightWord(String host, String key) {
        Path folder = Tarball.fresh("guard");
        Launch launch =
                Launch.of("guarded", FreePorts.next(), folder.resolve("data")).at(host, 3000);
        try (MasterProcess master = new MasterProcess(launch, folder).start()) {
            assertThat(master.exitCode(Duration.ofSeconds(60)))
                    .as(master.output())
                    .isEqualTo(2);
            assertThat(master.output()).contains(key).contains(host);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil.example"})
    void foreignHostHeaderIsRefused(String host) throws IOException {
        for (String path : new String[] {"/api/v1/cluster", "/api/v1/registry/x", "/ui/masters"}) {
            Http.Answer answer = http().send("GET", path, null, "Host", host);
            assertThat(answer.status()).as(path).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "https://127.0.0.1.evil.example", "null"})
    void foreignOriginIsRefused(String origin) throws IOException {
        Http.Answer answer = http().put("/api/v1/registry/origin", "x", "Origin", origin);
        assertThat(answer.status()).isEqualTo(403);
        Http.Answer posted = http().send(
                        "POST",
                        "/api/v1/transitions",
                        "{\"type\":\"stand-down\"}".getBytes(StandardCharsets.UTF_8),
                        "Origin",
                        origin,
                        "Content-Type",
                        "text/plain");
        assertThat(posted.status()).isEqualTo(403);
        assertThat(http().get("/api/v1/registry/origin").status()).isEqualTo(404);
    }

    @Test
    void ownHostAndOriginPass() throws IOException {
        String own = cluster.master(0).address();
        assertThat(http().put("/api/v1/registry/own", "x", "Origin", "http://" + own)
                        .ok())
                .isTrue();
        int port = cluster.master(0).launch().port();
        assertThat(http().send("GET", "/api/v1/cluster", null, "Host", "localhost:" + port)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void answersTellNothingOfTheServerInside() throws IOException {
        Http.Answer answer = http().get("/nothing/here");
        assertThat(answer.header("Server")).doesNotContainIgnoringCase("jetty");
        assertThat(answer.text()).doesNotContainIgnoringCase("jetty").doesNotContain("<html");
    }
}
