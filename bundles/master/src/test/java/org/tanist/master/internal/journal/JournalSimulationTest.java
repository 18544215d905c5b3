package org.tanist.master.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tanist.testkit.Seeds;

/**
 * The real journal on a storage that lies, delays, tears, forgets and cuts off, under an election that lets several masters lead:
 * every acknowledged entry is applied exactly once, in one order, on every replica; once a term is open nothing is committed under a
 * lower one; and afterwards the cluster serves again.
 */
final class JournalSimulationTest {
    private static final int SEEDS = 2_000;
    private static final int SEEDS_FOR_A_DEFECT = 2_000;

    @Test
    void everyPromiseHoldsWhateverHappens() {
        Seeds.each(
                SEEDS,
                seed -> assertThat(new JournalSimulation(seed, JournalMutation.NONE).run())
                        .isEmpty());
    }

    @Test
    void sameSeedGivesTheSameRun() {
        for (long seed = 1; seed <= 10; seed++) {
            List<String> once = story(seed);
            assertThat(story(seed)).isEqualTo(once);
        }
    }

    private static List<String> story(long seed) {
        JournalSimulation run = new JournalSimulation(seed, JournalMutation.NONE);
        run.run();
        return List.of(
                "terms " + run.oracle().terms(),
                "acknowledged " + run.oracle().acknowledgements(),
                "end " + run.oracle().newestAcknowledged());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void everyDefectIsNoticed(JournalMutation defect) {
        for (long seed = 1; seed <= SEEDS_FOR_A_DEFECT; seed++) {
            List<String> faults = faults(new JournalSimulation(seed, defect));
            if (faults.stream().anyMatch(fault -> defect.stopsOnly || !fault.startsWith("no peace"))) {
                return;
            }
        }
        throw new AssertionError(defect + " was not noticed in " + SEEDS_FOR_A_DEFECT + " runs");
    }

    /** Also what the journal itself notices: a checkpoint of entries that are not committed. No other failure of the code counts. */
    private static List<String> faults(JournalSimulation run) {
        try {
            return run.run();
        } catch (AssertionError e) {
            if (e.getCause() instanceof IllegalArgumentException refused
                    && String.valueOf(refused.getMessage()).contains(" is ahead of ")) {
                return List.of(refused.getMessage());
            }
            throw e;
        }
    }
}
