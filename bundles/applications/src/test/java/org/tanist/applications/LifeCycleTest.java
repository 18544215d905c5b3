package org.tanist.applications;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.tanist.service.Reply;
import org.tanist.service.Reply.Status;

/** What becomes of an application, command by command. */
final class LifeCycleTest {
    private final Fed fed = Fed.withWorkers(2);

    private void submit(String name, int instances, String restart) {
        assertThat(fed.give("POST", "applications", Bodies.spec(name, instances, restart))
                        .status())
                .isEqualTo(Status.CREATED);
    }

    private JsonNode instance(String name) {
        return fed.application(name).at("/instances/0");
    }

    private String state(String name) {
        return fed.application(name).path("state").asText();
    }

    @Test
    void isPendingUntilAllInstancesRun() {
        submit("web", 2, "always");
        assertThat(state("web")).isEqualTo("pending");
        long first = fed.place("web", 0, "w1");
        fed.place("web", 1, "w2");
        fed.report("w1", "web", 0, "\"state\":\"running\",\"pid\":17,\"startedAt\":\"2026-01-01T00:00:00Z\"");
        assertThat(state("web")).isEqualTo("pending");
        fed.report("w2", "web", 1, "\"state\":\"running\",\"pid\":18");
        assertThat(state("web")).isEqualTo("running");
        assertThat(instance("web").path("incarnation").asLong()).isEqualTo(first);
        assertThat(instance("web").path("pid").asInt()).isEqualTo(17);
        assertThat(fed.ask("applications/web/place/0").path("address").asText()).isEqualTo("w1:7000");
    }

    @Test
    void sameSpecAgainIsTheSameAndAnotherOneIsRefused() {
        submit("web", 1, "always");
        assertThat(fed.give("POST", "applications", Bodies.spec("web", 1, "always"))
                        .status())
                .isEqualTo(Status.OK);
        Reply other = fed.give("POST", "applications", Bodies.spec("web", 2, "always"));
        assertThat(other.status()).isEqualTo(Status.CONFLICT);
        assertThat(other.text()).contains("'web' exists with another spec");
    }

    @Test
    void instanceThatEndsAtOnceWaitsLongerEachTimeUntilItRanForLong() {
        submit("web", 1, "always");
        for (int expected : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            fed.place("web", 0, "w1");
            fed.report("w1", "web", 0, "\"state\":\"exited\",\"exitCode\":3");
            assertThat(fed.application("web").path("reason").asText())
                    .isEqualTo("waits " + expected + " s before it is started again: exit code 3");
        }
        fed.place("web", 0, "w1");
        fed.report("w1", "web", 0, "\"state\":\"exited\",\"exitCode\":0,\"afterLongRun\":true");
        assertThat(fed.application("web").path("reason").asText()).startsWith("waits 1 s");
        assertThat(instance("web").path("restarts").asInt()).isEqualTo(8);
    }

    @Test
    void batchFinishesWithItsExitCode() {
        submit("good", 1, "on-failure");
        submit("bad", 1, "never");
        fed.place("good", 0, "w1");
        fed.place("bad", 0, "w1");
        fed.report("w1", "good", 0, "\"state\":\"exited\",\"exitCode\":0");
        fed.report("w1", "bad", 0, "\"state\":\"exited\",\"exitCode\":4");
        assertThat(state("good")).isEqualTo("finished");
        assertThat(state("bad")).isEqualTo("failed");
        assertThat(instance("bad").path("exitCode").asInt()).isEqualTo(4);
        assertThat(instance("bad").path("state").asText()).isEqualTo("exited");
    }

    @Test
    void lostWorkersInstancesWaitForAnotherOneButAJobThatRunsOnceHasFailed() {
        submit("web", 1, "always");
        submit("once", 1, "never");
        long before = fed.place("web", 0, "w1");
        fed.place("once", 0, "w1");
        Reply stale = fed.give("POST", "internal/lost", "{\"worker\":\"w1\",\"registered\":1}");
        assertThat(stale.status()).as("of an older registration").isEqualTo(Status.CONFLICT);
        fed.give("POST", "internal/lost", "{\"worker\":\"w1\",\"registered\":2}");

        assertThat(state("web")).isEqualTo("pending");
        assertThat(state("once")).isEqualTo("failed");
        assertThat(fed.ask("workers/w1").path("state").asText()).isEqualTo("lost");
        assertThat(fed.report("w1", "web", 0, "\"state\":\"running\"").succeeded())
                .isFalse();
        assertThat(fed.place("web", 0, "w2")).isGreaterThan(before);
    }

    @Test
    void stoppedInstanceCountsUntilItsWorkerSaysThatItIsGone() {
        submit("web", 1, "always");
        fed.place("web", 0, "w1");
        fed.report("w1", "web", 0, "\"state\":\"running\",\"pid\":1");
        fed.give("POST", "applications/web/stop", "");
        assertThat(state("web")).isEqualTo("running");
        assertThat(fed.ask("workers/w1").path("instances").asInt()).isOne();
        fed.report("w1", "web", 0, "\"state\":\"exited\",\"exitCode\":143");
        assertThat(state("web")).isEqualTo("stopped");
        assertThat(fed.ask("workers/w1").path("instances").asInt()).isZero();
        fed.give("POST", "applications/web/restart", "");
        assertThat(state("web")).isEqualTo("pending");
    }

    @Test
    void deletedApplicationGoesWithItsLastInstanceAndItsNameIsTakenUntilThen() {
        submit("web", 1, "always");
        fed.place("web", 0, "w1");
        assertThat(fed.give("DELETE", "applications/web", "").status()).isEqualTo(Status.DONE);
        assertThat(fed.give("POST", "applications", Bodies.spec("web", 1, "always"))
                        .text())
                .contains("is being deleted");
        assertThat(fed.give("DELETE", "jars/" + Bodies.JAR, "").status())
                .as("its jar is in use")
                .isEqualTo(Status.CONFLICT);
        fed.report("w1", "web", 0, "\"state\":\"gone\"");
        assertThat(fed.knows("web")).isFalse();
        assertThat(fed.give("DELETE", "jars/" + Bodies.JAR, "").status()).isEqualTo(Status.DONE);
    }

    @Test
    void jarIsNotEnteredByWhatAnybodyMayOrder() {
        fed.give("DELETE", "jars/" + Bodies.JAR, "");
        assertThat(fed.give("PUT", "jars/" + Bodies.JAR, "{\"name\":\"a.jar\",\"size\":1}")
                        .status())
                .isEqualTo(Status.NOT_ALLOWED);
        assertThat(fed.give("DELETE", "jars/" + Bodies.JAR, "").status()).isEqualTo(Status.NOT_FOUND);
    }

    @Test
    void applicationThatNoWorkerCanStartIsQuarantinedUntilARestart() {
        submit("web", 1, "always");
        for (int i = 0; i < 5; i++) {
            fed.place("web", 0, "w1");
            fed.report("w1", "web", 0, "\"state\":\"refused\",\"detail\":\"the jar is corrupt\"");
        }
        assertThat(state("web")).isEqualTo("quarantined");
        assertThat(fed.application("web").path("reason").asText()).contains("5 times", "the jar is corrupt");
        fed.give("POST", "applications/web/restart", "");
        assertThat(state("web")).isEqualTo("pending");
        assertThat(fed.place("web", 0, "w2")).isPositive();
    }

    @Test
    void applicationThatNobodyCouldEverStartIsQuarantinedAtOnceWithTheReason() {
        submit("web", 1, "always");
        fed.place("web", 0, "w1");
        fed.report("w1", "web", 0, "\"state\":\"refused\",\"detail\":\"every copy is lost\",\"lasting\":true");
        assertThat(state("web")).isEqualTo("quarantined");
        assertThat(fed.application("web").path("reason").asText()).contains("every copy is lost");
    }

    @Test
    void placementIsCheckedAgainWhenItIsApplied() {
        submit("web", 1, "always");
        fed.give("POST", "workers/w1/drain", "");
        String place = "{\"application\":\"web\",\"instance\":0,\"incarnation\":0,\"worker\":\"%s\"}";
        assertThat(fed.give("POST", "internal/place", String.format(place, "w1"))
                        .status())
                .isEqualTo(Status.CONFLICT);
        assertThat(fed.give("POST", "internal/place", String.format(place, "w2"))
                        .succeeded())
                .isTrue();
        assertThat(fed.give("POST", "internal/place", String.format(place, "w2"))
                        .status())
                .as("a second time")
                .isEqualTo(Status.CONFLICT);
    }

    @Test
    void anotherWorkerCannotTakeANameBeforeItsOwnerIsLost() {
        String other = Bodies.profile("w1", 4).replace(Bodies.id("w1"), Bodies.id("other"));
        assertThat(fed.give("POST", "internal/register", other).status()).isEqualTo(Status.CONFLICT);
        fed.give("POST", "internal/lost", "{\"worker\":\"w1\",\"registered\":2}");
        assertThat(fed.give("POST", "internal/register", other).succeeded()).isTrue();
    }

    @Test
    void historyIsBounded() {
        submit("web", 1, "always");
        for (int i = 0; i < 50; i++) {
            fed.give("POST", "applications/web/restart", "");
        }
        fed.place("web", 0, "w1");
        for (int i = 0; i < 50; i++) {
            fed.give("POST", "applications/web/restart", "");
        }
        assertThat(fed.ask("applications/web/history")).hasSize(64);
    }
}
