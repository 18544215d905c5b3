package org.tanist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tanist.client.json.Json;

@Timeout(60)
class CommandsTest {

    private final CannedMaster master = new CannedMaster().healthy();

    @AfterEach
    void close() {
        master.close();
    }

    @Test
    void statusShowsTheClusterAndSaysBysItsExitCodeHowItIs() {
        Ran ran = run("status");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out())
                .contains("Cluster test: healthy - all is well", "m2", "standby")
                .doesNotContain("\u001b");
        master.answer("GET /api/v1/cluster", 200, "{\"health\":\"degraded\",\"active\":\"m1\",\"masters\":[]}");
        assertThat(run("status").exitCode()).isEqualTo(8);
        master.answer("GET /api/v1/cluster", 200, "{\"health\":\"no-active\",\"active\":null,\"masters\":[]}");
        assertThat(run("status").exitCode()).isEqualTo(5);
    }

    @Test
    void jsonAndYamlArePrintedAsTheMasterSaidThem() throws Exception {
        Json json = Json.parse(run("status", "-o", "json").out().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(json.number("term")).isEqualTo(4);
        assertThat(json.list("masters", m -> m.text("name"))).containsExactly("m1", "m2", "m3");
        assertThat(run("-o", "yaml", "status").out()).contains("name: test", "- id: i");
    }

    @Test
    void leaderPrintsItsAddressAlone() {
        assertThat(run("leader").out()).isEqualTo(master.address() + System.lineSeparator());
        master.answer("GET /api/v1/cluster", 200, "{\"active\":null,\"verdict\":\"two are gone\",\"masters\":[]}");
        assertThat(run("leader"))
                .extracting(Ran::exitCode, Ran::out, Ran::err)
                .containsExactly(5, "", "tanist: no master is active: two are gone" + System.lineSeparator());
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid, 1",
        "404, not-found, 3",
        "409, refused, 4",
        "409, conflict, 4",
        "412, precondition-failed, 4",
        "401, unauthenticated, 7",
        "403, forbidden, 7",
        "504, timeout, 6",
        "500, internal, 1",
        "413, too-large, 1"
    })
    void problemsBecomeExitCodesAndOneLine(int status, String code, int exitCode) {
        master.answer("GET /api/v1/explain", status, "{\"code\":\"" + code + "\",\"detail\":\"this is why\"}");
        Ran ran = run("explain");
        assertThat(ran.exitCode()).isEqualTo(exitCode);
        assertThat(ran.err()).isEqualTo("tanist: this is why" + System.lineSeparator());
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void withoutAnActiveTheExitCodeSaysSoWithinTheTimeout() {
        master.answer("GET /api/v1/explain", 503, "{\"code\":\"no-active\",\"detail\":\"no majority\"}");
        Ran ran = run("explain", "--timeout", "2s");
        assertThat(ran.exitCode()).isEqualTo(5);
        assertThat(ran.err()).contains("no majority");
    }

    @ParameterizedTest
    @CsvSource({
        "nonsense",
        "status --nonsense",
        "ha transfer",
        "ha pause",
        "app nonsense",
        "status -o xml",
        "registry put"
    })
    void wrongCommandLinesAreUsageErrors(String line) {
        assertThat(run(line.split(" ")).exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"'status', x:y", "'status', ''", "'status --timeout soon', 127.0.0.1:1"})
    void wrongValuesAreUsageErrors(String line, String masters) {
        List<String> args = new ArrayList<>(List.of(line.split(" ")));
        args.addAll(List.of("--masters", masters));
        assertThat(Ran.tanist(args.toArray(new String[0])).exitCode()).isEqualTo(2);
    }

    @Test
    void transferWaitsForItsOutcome() {
        master.answer("POST /api/v1/transitions", 202, "{\"id\":\"t1\",\"type\":\"transfer\",\"state\":\"running\"}")
                .answer(
                        "GET /api/v1/transitions/t1",
                        200,
                        "{\"id\":\"t1\",\"type\":\"transfer\",\"state\":\"done\",\"from\":\"m1\",\"to\":\"m2\",\"term\":5,"
                                + "\"gapMs\":12.34,\"steps\":[{\"name\":\"fence\",\"ms\":3.0}]}");
        Ran ran = run("ha", "transfer", "127.0.0.1:1", "--reason", "patch", "--wait");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).contains("transfer from m1 to m2: done, term 5, gap 12.3 ms", "fence");
        assertThat(master.asked())
                .contains("POST /api/v1/transitions {\"type\":\"transfer\",\"target\":\"m2\",\"reason\":\"patch\"}");
    }

    @Test
    void refusedTransferShowsEachFailingCheck() {
        master.answer(
                "POST /api/v1/transitions",
                409,
                "{\"id\":\"t1\",\"type\":\"transfer\",\"state\":\"refused\",\"from\":\"m1\",\"to\":\"m3\",\"checks\":["
                        + "{\"name\":\"not-held\",\"ok\":false,\"detail\":\"m3 is held\"}]}");
        Ran ran = run("ha", "transfer", "m3");
        assertThat(ran.exitCode()).isEqualTo(4);
        assertThat(ran.out()).contains("refused", "not-held", "m3 is held");
    }

    @Test
    void transferThatDoesNotEndInTimeIsNotFinished() {
        master.answer("POST /api/v1/transitions", 202, "{\"id\":\"t1\",\"state\":\"running\"}")
                .answer("GET /api/v1/transitions/t1", 200, "{\"id\":\"t1\",\"state\":\"running\"}");
        assertThat(run("ha", "transfer", "m2", "--timeout", "300ms").exitCode()).isEqualTo(6);
        assertThat(run("ha", "transfer", "m2", "--no-wait").exitCode()).isZero();
    }

    @Test
    void rolledBackTransferHasFailed() {
        master.answer("POST /api/v1/transitions", 202, "{\"id\":\"t1\",\"state\":\"running\"}")
                .answer(
                        "GET /api/v1/transitions/t1",
                        200,
                        "{\"id\":\"t1\",\"state\":\"rolled-back\",\"cause\":\"m2 died\"}");
        Ran ran = run("ha", "transfer", "m2");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out()).contains("m2 died");
    }

    @Test
    void standDownNamesWhoStandsDown() {
        assertThat(run("ha", "stand-down", "m2").exitCode()).isEqualTo(4);
        master.answer(
                "POST /api/v1/transitions?dryRun=true",
                200,
                "{\"id\":\"t1\",\"type\":\"stand-down\",\"state\":\"checked\"}");
        assertThat(run("ha", "stand-down", "m1", "--hold", "--dry-run").exitCode())
                .isZero();
        assertThat(master.asked())
                .contains("POST /api/v1/transitions?dryRun=true {\"type\":\"stand-down\",\"hold\":true}");
    }

    @Test
    void unknownMasterIsNotFound() {
        assertThat(run("ha", "transfer", "m9").exitCode()).isEqualTo(3);
        assertThat(run("masters", "show", "m9").exitCode()).isEqualTo(3);
        assertThat(run("masters", "hold", "m9").exitCode()).isEqualTo(3);
    }

    @Test
    void mastersAreHeldPreferredAndMoved() {
        master.answer("PATCH /api/v1/masters/m2", 200, "{\"name\":\"m2\",\"priority\":7,\"address\":\"h:1\"}");
        assertThat(run("masters", "hold", "m2").exitCode()).isZero();
        assertThat(run("masters", "hold", "m2", "--reason", "new memory").exitCode())
                .isZero();
        assertThat(run("masters", "release", "127.0.0.1:1").exitCode()).isZero();
        assertThat(run("masters", "prefer", "m2", "7").err()).contains("m2 has priority 7");
        assertThat(run("masters", "move", "m2", "h:1").err()).contains("m2 is at h:1");
        assertThat(master.asked())
                .contains(
                        "PATCH /api/v1/masters/m2 {\"held\":true}",
                        "PATCH /api/v1/masters/m2 {\"held\":true,\"reason\":\"new memory\"}",
                        "PATCH /api/v1/masters/m2 {\"held\":false}",
                        "PATCH /api/v1/masters/m2 {\"priority\":7}",
                        "PATCH /api/v1/masters/m2 {\"address\":\"h:1\"}");
    }

    @Test
    void registryValuesAreWrittenAsTheyAre() {
        master.answer("GET /api/v1/registry/a/b", 200, "value").answer("PUT /api/v1/registry/a/b", 201, "");
        assertThat(run("registry", "get", "a/b").out()).isEqualTo("value");
        assertThat(run("registry", "get", "a/b", "-o", "json").out())
                .contains("\"version\" : 5", "\"value\" : \"value\"");
        assertThat(run("registry", "put", "a/b", "v").out()).startsWith("version 5");
        assertThat(run("registry", "get", "missing").exitCode()).isEqualTo(3);
    }

    @Test
    void haadminTakesTheFlagsOfOtherTools() {
        assertThat(run("haadmin", "-getState", master.address()).out()).isEqualTo("active" + System.lineSeparator());
        assertThat(run("haadmin", "-getServiceState", "m1").out()).isEqualTo("active" + System.lineSeparator());
        assertThat(run("haadmin", "-getState", "127.0.0.1:1").exitCode()).isEqualTo(1);
        assertThat(run("haadmin", "-getAllServiceState").out()).contains("active", "unreachable");
        assertThat(run("haadmin", "-checkHealth", master.address()).exitCode()).isEqualTo(1);
        master.answer("GET /health/ready", 200, "");
        assertThat(run("haadmin", "-checkHealth", master.address()).exitCode()).isZero();
        master.answer("POST /api/v1/transitions", 200, "{\"id\":\"t1\",\"type\":\"transfer\",\"state\":\"done\"}");
        assertThat(run("haadmin", "-transitionToActive", "127.0.0.1:1").exitCode())
                .isZero();
        assertThat(run("haadmin", "-failover", "m1", "m2").exitCode()).isZero();
        assertThat(run("haadmin", "-failover", "m2", "m1").exitCode()).isEqualTo(4);
        assertThat(run("haadmin", "-transitionToBackup", "m1").exitCode()).isZero();
        assertThat(run("haadmin", "-transitionToStandby", "m2").exitCode()).isEqualTo(4);
        assertThat(run("haadmin").exitCode()).isEqualTo(2);
        assertThat(run("haadmin", "-getState").exitCode()).isEqualTo(2);
        assertThat(run("haadmin", "-formatHA", "--yes", "test").exitCode()).isEqualTo(4);
    }

    @Test
    void failoverTakesTheRolesFromTheActiveAndNotFromAMasterThatHasOldNews() {
        master.answer(
                "GET /api/v1/cluster?stale=true",
                200,
                "{\"active\":\"m2\",\"masters\":[{\"name\":\"m1\",\"role\":\"standby\"},"
                        + "{\"name\":\"m2\",\"role\":\"active\"}]}");
        master.answer("POST /api/v1/transitions", 200, "{\"id\":\"t1\",\"type\":\"transfer\",\"state\":\"done\"}");
        assertThat(run("haadmin", "-failover", "m1", "m2").exitCode()).isZero();
    }

    @Test
    void doctorTellsWhatIsWrong() {
        Ran ran = run("doctor");
        assertThat(ran.exitCode()).isEqualTo(8);
        assertThat(ran.out())
                .contains("FAIL   reachable", "m2 (127.0.0.1:1) does not answer: ", "m1 has 95367 MB free");
    }

    @Test
    void helpNamesEveryNounAndCompletionIsOfferedForEachShell() {
        Ran help = Ran.tanist("--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("status", "masters", "haadmin", "bench", "demo", "completion", "Exit codes");
        assertThat(Ran.tanist("completion", "fish").out()).contains("-a transfer", "-l dry-run", "-o getState");
        assertThat(Ran.tanist("completion", "bash").out()).contains("transfer", "haadmin");
        assertThat(Ran.tanist("completion", "zsh").out()).contains("bashcompinit");
        assertThat(Ran.tanist("completion", "csh").exitCode()).isEqualTo(2);
    }

    private Ran run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--masters", master.address()));
        return Ran.tanist(all.toArray(new String[0]));
    }
}
