package org.tanist.master.internal.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tanist.control.EndedTerm;
import org.tanist.control.TransitionStatus;

final class TransitionsTest {
    private static final List<TransitionStatus> HISTORY = List.of(change(7, "done"), change(3, "done"));

    private static TransitionStatus change(long term, String state) {
        return new TransitionStatus(
                "id-" + term,
                "failover",
                state,
                "m1",
                "m2",
                term,
                "m1 (active) resigned",
                null,
                "tanist",
                "2026-01-01T00:00:00Z",
                null,
                null,
                List.of(),
                List.of());
    }

    private static @Nullable String reason(long endedTerm) {
        return Transitions.explained(change(9, "done"), Optional.of(new EndedTerm(endedTerm, "disk full")), HISTORY)
                .reason();
    }

    @Test
    void failoverTellsWhyTheActiveBeforeGaveUpItsTerm() {
        assertThat(reason(7)).isEqualTo("disk full");
        assertThat(reason(8)).as("served, but not written down").isEqualTo("disk full");
    }

    @Test
    void reasonOfAnEarlierChangeIsNotTakenForThisOnes() {
        assertThat(reason(3)).isNull();
        assertThat(reason(9)).isNull();
        assertThat(Transitions.explained(change(9, "done"), Optional.empty(), HISTORY))
                .isEqualTo(change(9, "done"));
    }
}
