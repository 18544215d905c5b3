package org.tanist.master.internal.leadership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tanist.testkit.Seeds;

/**
 * Random elections that lie, pauses, partitions, deaths and disk faults, thousands of times: whatever happens, nothing is committed
 * under a term once a higher one serves, every acknowledged operation is applied exactly once on every replica, no read is stale, and
 * afterwards the cluster serves again.
 */
final class LeadershipSimulationTest {
    private static final int SEEDS = 2_000;
    private static final int SEEDS_FOR_A_DEFECT = 300;

    @Test
    void everyPromiseHoldsWhateverHappens() {
        Seeds.each(
                SEEDS,
                seed -> assertThat(new Simulation(seed, Mutation.NONE).run()).isEmpty());
    }

    @Test
    void sameSeedGivesTheSameRun() throws Exception {
        for (long seed = 1; seed <= 20; seed++) {
            List<String> once = new Simulation(seed, Mutation.ANSWERS_BEFORE_COMMIT).run();
            assertThat(new Simulation(seed, Mutation.ANSWERS_BEFORE_COMMIT).run())
                    .isEqualTo(once);
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "NEVER_STANDS_DOWN"})
    void everyDefectIsNoticed(Mutation defect) throws Exception {
        for (long seed = 1; seed <= SEEDS_FOR_A_DEFECT; seed++) {
            if (!new Simulation(seed, defect).run().isEmpty()) {
                return;
            }
        }
        throw new AssertionError(defect + " was not noticed in " + SEEDS_FOR_A_DEFECT + " runs");
    }

    /** The point of the fence: even a loop that clings to its term can only fail to serve, never break a promise. */
    @Test
    void masterThatDoesNotStandDownLosesNothing() throws Exception {
        for (long seed = 1; seed <= 100; seed++) {
            assertThat(new Simulation(seed, Mutation.NEVER_STANDS_DOWN).run())
                    .as("seed %d", seed)
                    .allMatch(fault -> fault.startsWith("no peace"));
        }
    }
}
