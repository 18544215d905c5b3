package org.tanist.master.internal.jarstore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tanist.testkit.Seeds;

/** Whatever a shared root and its masters do: a jar that was acknowledged can be read by all of them in the end. */
final class ShelfSimulationTest {
    private static final int SEEDS = 150;
    private static final int SEEDS_FOR_A_DEFECT = 2_000;

    @Test
    void everyAcknowledgedJarIsThereInTheEnd() {
        Seeds.each(
                SEEDS,
                seed -> assertThat(new ShelfSimulation(seed, ShelfDefect.NONE).run())
                        .isEmpty());
    }

    @Test
    void sameSeedGivesTheSameRun() {
        for (long seed = 1; seed <= 10; seed++) {
            assertThat(story(seed)).isEqualTo(story(seed));
        }
    }

    private static String story(long seed) {
        ShelfSimulation run = new ShelfSimulation(seed, ShelfDefect.NONE);
        run.run();
        return run.story();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void everyDefectIsNoticed(ShelfDefect defect) {
        for (long seed = 1; seed <= SEEDS_FOR_A_DEFECT; seed++) {
            if (!new ShelfSimulation(seed, defect).run().isEmpty()) {
                return;
            }
        }
        throw new AssertionError(defect + " was not noticed in " + SEEDS_FOR_A_DEFECT + " runs");
    }
}
