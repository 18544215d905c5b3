package org.tanist.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.tanist.itests.harness.ClusterProcess;
import org.tanist.itests.harness.Eventually;
import org.tanist.itests.harness.Http;
import org.tanist.itests.harness.MasterProcess;
import org.tanist.itests.harness.Plugins;
import org.tanist.itests.harness.Tarball;

/** Bundles dropped into plugins/: a good one becomes highly available, bad ones are quarantined and the cluster serves on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PluginTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String COUNTER = "/api/v1/services/counter/visits";

    private ClusterProcess cluster;
    private Path beacon;

    @BeforeAll
    void start() throws IOException {
        Path home = Tarball.ownHome();
        beacon = Tarball.fresh("beacon").resolve("beacon");
        Plugins.dropExample(home, "counter");
        Plugins.drop(home, "org.tanist.itests.faulty", "org.tanist.itests.faulty");
        Files.writeString(home.resolve("plugins/not-a-bundle.jar"), "this is no jar");
        cluster = ClusterProcess.shaped(
                3,
                launch -> launch.home(home)
                        .with("-D", "tanist.activation.timeout=5s", "-D", "tanist.plugin.counter.file=" + beacon));
        cluster.up();
    }

    @AfterAll
    void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    @Order(1)
    void clusterServesAlthoughPluginsAreBroken() throws IOException {
        Http.Answer answer = cluster.awaitActive().http().put("/api/v1/registry/served", "on");
        assertThat(answer.ok()).as(answer.text()).isTrue();
    }

    @Test
    @Order(2)
    void pluginThatThrowsInActivateIsQuarantinedAndShown() {
        JsonNode plugin = quarantined(cluster.awaitActive(), "throws-in-activate");
        assertThat(plugin.path("detail").asText()).contains("no effects today");
    }

    @Test
    @Order(3)
    void pluginThatHangsInActivateIsQuarantinedAndShown() {
        JsonNode plugin = quarantined(cluster.awaitActive(), "hangs-in-activate");
        assertThat(plugin.path("detail").asText()).isNotBlank();
    }

    @Test
    @Order(4)
    void pluginThatThrowsInApplyIsQuarantinedOnEveryMasterAndShown() throws IOException {
        Http http = cluster.awaitActive().http();
        Http.Answer answer = http.put("/api/v1/services/throws-in-apply/boom", "x");
        assertThat(answer.status()).as(answer.text()).isGreaterThanOrEqualTo(400);
        for (MasterProcess master : cluster.masters()) {
            assertThat(quarantined(master, "throws-in-apply").path("detail").asText())
                    .contains("cannot apply");
        }
        assertThat(http.put("/api/v1/registry/still", "serving").ok()).isTrue();
        assertThat(cluster.actives()).isEqualTo(1);
        Http.Answer second = http.put("/api/v1/services/throws-in-apply/boom", "x");
        assertThat(second.status()).as(second.text()).isGreaterThanOrEqualTo(400);
    }

    @Test
    @Order(5)
    void counterFromTheExamplesBecomesHighlyAvailable() throws IOException {
        MasterProcess old = cluster.awaitActive();
        Http.Answer before = increment(cluster.standbys().get(0));
        increment(old);
        old.kill();
        MasterProcess next = cluster.awaitActiveOtherThan(old, SOON);
        String kept = next.http().get(COUNTER).text();
        Http.Answer after = increment(next);
        assertThat(before.ok()).isTrue();
        assertThat(number(after)).isEqualTo(number(before) + 2);
        assertThat(kept).contains(Long.toString(number(before) + 1));
        long term = next.view().orElseThrow().path("term").asLong();
        Eventually.until("the effect of the plugin carries the new term", SOON, () -> {
            String text = Files.readString(beacon);
            return text.contains("term=" + term) && text.contains("master=" + next.name());
        });
        old.start();
        cluster.awaitAllUp();
    }

    @Test
    @Order(6)
    void quarantineOutlivesAFailoverAndTheClusterServesOn() throws IOException {
        MasterProcess old = cluster.awaitActive();
        old.kill();
        MasterProcess next = cluster.awaitActiveOtherThan(old, SOON);
        assertThat(next.http().put("/api/v1/registry/after", "failover").ok()).isTrue();
        quarantined(next, "throws-in-activate");
        quarantined(next, "throws-in-apply");
        old.start();
        cluster.awaitAllUp();
        quarantined(old, "throws-in-apply");
    }

    @Test
    @Order(7)
    void pluginListOfTheCommandLineShowsTheQuarantine() {
        assertThat(cluster.tanist("plugin", "list").out())
                .contains("throws-in-activate")
                .contains("quarantined");
    }

    private static JsonNode quarantined(MasterProcess master, String service) {
        return Eventually.eventually(service + " is quarantined on " + master.name(), SOON, () -> {
            for (JsonNode plugin : master.http().read("/api/v1/plugins").orElseThrow()) {
                if (plugin.path("name").asText().equals(service)
                        && plugin.path("state").asText().equals("quarantined")) {
                    return java.util.Optional.of(plugin);
                }
            }
            return java.util.Optional.empty();
        });
    }

    private static Http.Answer increment(MasterProcess master) throws IOException {
        Http.Answer answer = master.http().send("POST", COUNTER, new byte[0]);
        assertThat(answer.ok()).as(answer.status() + answer.text()).isTrue();
        return answer;
    }

    private static long number(Http.Answer answer) {
        return Long.parseLong(answer.text().replaceAll("\\D+", " ").trim().split(" ")[0]);
    }
}
