package org.tanist.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tanist.itests.harness.Cli;
import org.tanist.itests.harness.ClusterProcess;
import org.tanist.itests.harness.Eventually;
import org.tanist.itests.harness.Http;
import org.tanist.itests.harness.MasterProcess;
import org.tanist.itests.harness.Processes;
import org.tanist.itests.harness.Tarball;
import org.tanist.testkit.FreePorts;

/** The command line: what it prints and how it exits. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CliTest extends ThreeMasters {
    /** An active that stands still for as long as that on a busy machine must not change by itself: that is not what is looked at here. */
    @Override
    ClusterProcess masters() {
        return ClusterProcess.of(3, "-D", "tanist.election.timeout=3s");
    }

    private JsonNode json(String... words) throws IOException {
        String[] all = new String[words.length + 2];
        all[0] = "-o";
        all[1] = "json";
        System.arraycopy(words, 0, all, 2, words.length);
        Processes.Result result = cluster.tanist(all);
        assertThat(result.exit()).as(result.all()).isZero();
        return Http.JSON.readTree(result.out());
    }

    @Test
    @Order(1)
    void leaderPrintsTheAddressOfTheActive() {
        Processes.Result result = cluster.tanist("leader");
        assertThat(result.exit()).as(result.all()).isZero();
        assertThat(result.out().strip()).isEqualTo(cluster.awaitActive().address());
    }

    @Test
    @Order(1)
    void jsonIsTheObjectOfTheApi() throws IOException {
        JsonNode status = json("status");
        assertThat(status.path("active").asText())
                .isEqualTo(cluster.awaitActive().name());
        assertThat(status.path("health").asText()).isEqualTo("healthy");
        assertThat(status.path("masters")).hasSize(3);
        assertThat(json("masters", "list")).hasSize(3);
        assertThat(json("masters", "show", "m1").path("name").asText()).isEqualTo("m1");
        assertThat(json("ha", "history").isArray()).isTrue();
        assertThat(json("explain").path("summary").asText()).isNotBlank();
        assertThat(json("config", "show")).isNotEmpty();
        assertThat(json("plugin", "list")).isNotEmpty();
        assertThat(json("journal", "info").isObject()).isTrue();
    }

    @Test
    @Order(1)
    void tablesAreForPeople() {
        for (List<String> words : List.of(
                List.of("status"),
                List.of("masters", "list"),
                List.of("explain"),
                List.of("doctor"),
                List.of("ha", "history"))) {
            Processes.Result result = cluster.tanist(words.toArray(String[]::new));
            assertThat(result.exit()).as(words + " " + result.all()).isZero();
            assertThat(result.out()).isNotBlank().doesNotContain("\u001b[");
        }
    }

    @Test
    @Order(1)
    void registryRoundTripWithExitCodes() {
        assertThat(cluster.tanist("registry", "put", "cli/a", "one").exit()).isZero();
        assertThat(cluster.tanist("registry", "get", "cli/a").out().strip()).isEqualTo("one");
        assertThat(cluster.tanist("registry", "list", "cli/").out()).contains("cli/a");
        assertThat(cluster.tanist("registry", "put", "cli/a", "two", "--if-version", "999999")
                        .exit())
                .isEqualTo(4);
        assertThat(cluster.tanist("registry", "delete", "cli/a").exit()).isZero();
        assertThat(cluster.tanist("registry", "get", "cli/a").exit()).isEqualTo(3);
    }

    @ParameterizedTest
    @Order(1)
    @ValueSource(
            strings = {
                "frobnicate",
                "masters frobnicate",
                "status --frobnicate",
                "ha transfer",
                "-o xml status",
                "app frobnicate"
            })
    void wrongWordsAreUsageErrors(String words) {
        Processes.Result result = cluster.tanist(words.split(" "));
        assertThat(result.exit()).as(result.all()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).isNotBlank().doesNotContain("\tat ");
    }

    @Test
    @Order(1)
    void completionVersionAndHelpNeedNoMaster() {
        for (String shell : List.of("bash", "zsh", "fish")) {
            assertThat(Cli.plain(Map.of(), "completion", shell).out()).contains("tanist");
        }
        assertThat(Cli.plain(Map.of(), "version").exit()).isZero();
        assertThat(Cli.plain(Map.of(), "--help").out()).contains("masters").contains("ha");
        Processes.Result checked = Processes.run(
                Duration.ofSeconds(30),
                Map.of(),
                List.of("bash", "-c", "source <('" + Tarball.home().resolve("bin/tanist") + "' completion bash)"));
        assertThat(checked.exit()).as(checked.all()).isZero();
    }

    @Test
    @Order(1)
    void mastersComeFromTheEnvironmentAndLinksWork() throws IOException {
        Map<String, String> environment =
                Map.of("TANIST_MASTERS", cluster.master(2).address());
        assertThat(Cli.plain(environment, "leader").out().strip())
                .isEqualTo(cluster.awaitActive().address());
        Path link = Tarball.fresh("links").resolve("tanist link");
        Files.createSymbolicLink(link, Tarball.home().resolve("bin/tanist"));
        Processes.Result result =
                Processes.run(Duration.ofSeconds(30), environment, List.of(link.toString(), "leader"));
        assertThat(result.exit()).as(result.all()).isZero();
    }

    @Test
    @Order(1)
    void haadminTakesTheFlagsOfOtherTools() {
        MasterProcess active = cluster.awaitActive();
        MasterProcess standby = cluster.standbys().get(0);
        assertThat(cluster.tanist("haadmin", "-getState", active.address())
                        .out()
                        .strip())
                .isEqualTo("active");
        assertThat(cluster.tanist("haadmin", "-getServiceState", standby.address())
                        .out()
                        .strip())
                .isEqualTo("standby");
        assertThat(cluster.tanist("haadmin", "-getAllServiceState").out())
                .contains(active.address(), standby.address(), "active", "standby");
        assertThat(cluster.tanist("haadmin", "-checkHealth", standby.address()).exit())
                .isZero();
        Processes.Result moved = cluster.tanist("haadmin", "-transitionToActive", standby.address());
        assertThat(moved.exit()).as(moved.all()).isZero();
        assertThat(standby.active()).isTrue();
        Processes.Result back = cluster.tanist("haadmin", "-transitionToBackup", standby.address());
        assertThat(back.exit()).as(back.all()).isZero();
        cluster.awaitActiveOtherThan(standby, Duration.ofSeconds(20));
        MasterProcess from = cluster.awaitActive();
        Processes.Result failover = cluster.tanist("haadmin", "-failover", from.address(), standby.address());
        assertThat(failover.exit()).as(failover.all()).isZero();
        assertThat(standby.active()).isTrue();
        assertThat(cluster.tanist("haadmin", "-formatHA").exit())
                .as("refused while masters run")
                .isEqualTo(4);
        assertThat(cluster.tanist("haadmin", "-nonsense").exit()).isEqualTo(2);
    }

    @Test
    @Order(1)
    void standDownMovesTheActive() {
        MasterProcess old = cluster.awaitActive();
        Processes.Result result = cluster.tanist("ha", "stand-down", "--yes");
        assertThat(result.exit()).as(result.all()).isZero();
        assertThat(cluster.awaitActiveOtherThan(old, Duration.ofSeconds(20))).isNotNull();
    }

    @Test
    @Order(2)
    void degradedAndMasterlessClustersHaveTheirOwnExitCodes() {
        MasterProcess first = cluster.standbys().get(0);
        first.kill();
        Eventually.until(
                "status says degraded",
                Duration.ofSeconds(30),
                () -> cluster.tanist("status").exit() == 8);
        cluster.standbys().get(0).kill();
        Eventually.until(
                "status says no active",
                Duration.ofSeconds(30),
                () -> cluster.tanist("status").exit() == 5);
        assertThat(cluster.tanist("registry", "put", "a", "b").exit()).isEqualTo(5);
        assertThat(cluster.tanist("leader").exit()).isEqualTo(5);
        String nobody = "127.0.0.1:" + FreePorts.next();
        assertThat(Cli.tanist(Tarball.home(), nobody, "--timeout", "5s", "status")
                        .exit())
                .isIn(1, 5);
    }
}
