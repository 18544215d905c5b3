package org.tanist.master.internal.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.tanist.cluster.Term;
import org.tanist.control.TransitionStatus;
import org.tanist.control.TransitionStatus.Check;
import org.tanist.master.internal.platform.Ticker;

final class RolloverTest {
    private static final Term FIRST = new Term(1);

    private final List<String> done = new ArrayList<>();
    private CompletableFuture<String> checkpoint = CompletableFuture.completedFuture("");
    private String answer = "running";
    private Optional<Rollover.Kept> kept = Optional.empty();
    private long nanos;

    private final Rollover rollover = new Rollover(
            () -> kept,
            new Rollover.Steps() {
                @Override
                public CompletionStage<?> checkpoint() {
                    done.add("checkpoint");
                    return checkpoint;
                }

                @Override
                public CompletionStage<TransitionStatus> standDown(String reason) {
                    done.add("stand-down");
                    List<Check> checks = List.of(new Check("target", answer.equals("running"), "nobody can take over"));
                    return CompletableFuture.completedFuture(new TransitionStatus(
                            "id",
                            "stand-down",
                            answer,
                            "m1",
                            "m2",
                            1,
                            "",
                            reason,
                            "tanist",
                            "",
                            null,
                            null,
                            checks,
                            List.of()));
                }
            },
            () -> 100,
            new Ticker() {
                @Override
                public long nanos() {
                    return nanos;
                }

                @Override
                public long wallMillis() {
                    return 0;
                }
            });

    @Test
    void olderTermsAreFreedFirstAndThenATermOfItsOwnBegins() {
        kept = Optional.of(new Rollover.Kept(FIRST, 99));
        rollover.turn();
        assertThat(done).isEmpty();

        kept = Optional.of(new Rollover.Kept(FIRST, 100));
        rollover.turn();
        assertThat(done).containsExactly("checkpoint");
        rollover.turn();
        assertThat(done).containsExactly("checkpoint", "stand-down");
        rollover.turn();
        assertThat(done).as("it may be rolled back").containsExactly("checkpoint", "stand-down");
    }

    @Test
    void successorFreesWhatItHasTakenOverAndStays() {
        kept = Optional.of(new Rollover.Kept(FIRST, 100));
        rollover.turn();
        kept = Optional.of(new Rollover.Kept(FIRST, 10));
        rollover.turn();

        assertThat(done).containsExactly("checkpoint");
    }

    @Test
    void oneStepAtATime() {
        checkpoint = new CompletableFuture<>();
        kept = Optional.of(new Rollover.Kept(FIRST, 100));
        rollover.turn();
        rollover.turn();
        assertThat(done).containsExactly("checkpoint");
    }

    @Test
    void nobodyStandsDownWhileNoCheckpointCanBeWritten() {
        checkpoint = CompletableFuture.failedFuture(new IllegalStateException("no space"));
        kept = Optional.of(new Rollover.Kept(FIRST, 100));
        for (int minute = 0; minute < 3; minute++) {
            rollover.turn();
            rollover.turn();
            nanos += Duration.ofMinutes(1).toNanos();
        }
        assertThat(done).containsExactly("checkpoint", "checkpoint", "checkpoint");
    }

    @Test
    void refusedStandDownIsTriedAgainSoonAndThenLessOften() {
        answer = "refused";
        kept = Optional.of(new Rollover.Kept(FIRST, 100));
        rollover.turn();
        rollover.turn();
        rollover.turn();
        assertThat(done).containsExactly("checkpoint", "stand-down");

        nanos += Duration.ofSeconds(5).toNanos();
        rollover.turn();
        assertThat(done).containsExactly("checkpoint", "stand-down", "stand-down");

        nanos += Duration.ofSeconds(5).toNanos();
        rollover.turn();
        assertThat(done).as("twice as long the second time").hasSize(3);

        nanos += Duration.ofSeconds(5).toNanos();
        answer = "running";
        rollover.turn();
        assertThat(done).containsExactly("checkpoint", "stand-down", "stand-down", "stand-down");
    }
}
