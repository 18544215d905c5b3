package org.tanist.applications.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tanist.applications.state.Application;
import org.tanist.applications.state.Instance;
import org.tanist.applications.state.Phase;
import org.tanist.testkit.Seeds;

/** Hours of virtual time in seconds; a seed that fails is printed and runs again with {@code -Dtanist.seed=}. */
final class ApplicationsSimulationTest {
    private static final int RUNS = 40;
    private static final int MOST_RUNS_OF_A_MUTANT = 300;

    @Test
    void whateverGoesWrongNoTwoIncarnationsLiveAndInTheEndAllRun() {
        Seeds.each(RUNS, seed -> {
            World world = chaotic(seed, Mutation.NONE);
            assertThat(world.oracle().fault()).isEmpty();
            assertThat(world.oracle().starts()).isGreaterThan(10);
            for (Application application :
                    world.journal().truth().applications().values()) {
                for (Instance instance : application.instances()) {
                    assertThat(instance.phase())
                            .as("%s/%d: %s", application.name(), instance.number(), instance.reason())
                            .isIn(Phase.RUNNING, Phase.ENDED);
                }
            }
            long running = world.journal().truth().applications().values().stream()
                    .flatMap(a -> a.instances().stream())
                    .filter(i -> i.phase() == Phase.RUNNING)
                    .count();
            assertThat(world.workers().stream().mapToLong(SimulatedWorker::live).sum())
                    .as("what runs is what the state says")
                    .isEqualTo(running);
            assertThat(running).isGreaterThanOrEqualTo(9);
        });
    }

    @Test
    void failoversAloneRestartNothing() {
        Seeds.each(
                RUNS,
                seed -> assertThat(disturbedByFailovers(seed, Mutation.NONE)).isEmpty());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void everyDefectIsNoticed(Mutation mutation) {
        for (long seed = 1; seed <= MOST_RUNS_OF_A_MUTANT; seed++) {
            String fault = mutation == Mutation.NO_GRACE_PERIOD
                    ? disturbedByFailovers(seed, mutation)
                    : chaotic(seed, mutation).oracle().fault();
            if (!fault.isEmpty()) {
                return;
            }
        }
        assertThat(mutation).as("not noticed in %d runs", MOST_RUNS_OF_A_MUTANT).isNull();
    }

    private static World chaotic(long seed, Mutation mutation) {
        World world = new World(seed, mutation);
        Chaos chaos = new Chaos(world);
        chaos.submitAll();
        world.run(Duration.ofSeconds(10));
        chaos.begin();
        for (int minute = 0; minute < 5 && world.oracle().fault().isEmpty(); minute++) {
            world.run(Duration.ofMinutes(1));
        }
        if (world.oracle().fault().isEmpty()) {
            chaos.end();
        }
        return world;
    }

    /** Ten failovers and nothing else; what was disturbed, empty if nothing was. */
    private static String disturbedByFailovers(long seed, Mutation mutation) {
        World world = new World(seed, mutation);
        Chaos chaos = new Chaos(world);
        chaos.submitAll();
        world.run(Duration.ofSeconds(10));
        int starts = world.oracle().starts();
        int entries = world.journal().size();
        for (int i = 0; i < 10; i++) {
            chaos.handOver();
            world.run(Duration.ofSeconds(25));
        }
        if (!world.oracle().fault().isEmpty()) {
            return world.oracle().fault();
        }
        String counts = "started " + starts + " -> " + world.oracle().starts() + ", journal " + entries + " -> "
                + world.journal().size();
        return starts == 10
                        && world.oracle().starts() == starts
                        && world.oracle().stops() == 0
                        && world.journal().size() == entries
                ? ""
                : counts;
    }
}
