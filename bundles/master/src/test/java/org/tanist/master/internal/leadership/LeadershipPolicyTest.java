package org.tanist.master.internal.leadership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tanist.cluster.Term;
import org.tanist.election.Standing;

class LeadershipPolicyTest {
    private static final Term FIVE = new Term(5);
    private static final Standing LEADING = new Standing.Leading(FIVE);
    private static final Standing FOLLOWING = new Standing.Following();
    private static final Phase SERVING = new Phase.Serving(FIVE);
    private static final Phase IDLE = new Phase.Following();

    @Test
    void electedStandbyActivatesInItsTerm() {
        assertThat(decide(LEADING, IDLE, well()))
                .isInstanceOfSatisfying(
                        Decision.Activate.class, d -> assertThat(d.term()).isEqualTo(FIVE));
    }

    @Test
    void standbyStaysWhileAnotherLeads() {
        assertThat(decide(FOLLOWING, IDLE, well())).isInstanceOf(Decision.Stay.class);
    }

    @Test
    void servingActiveStaysWhileItsTermLasts() {
        assertThat(decide(LEADING, SERVING, well())).isInstanceOf(Decision.Stay.class);
    }

    @Test
    void activeStandsDownWhenTheLeadIsLost() {
        assertThat(decide(FOLLOWING, SERVING, well())).isInstanceOf(Decision.StandDown.class);
    }

    @Test
    void activeStandsDownWhenCoordinationIsLost() {
        Standing uncertain = new Standing.Uncertain(FIVE, "two of three are silent");
        Decision decision = decide(uncertain, SERVING, well());
        assertThat(decision).isInstanceOf(Decision.StandDown.class);
        assertThat(decision.reason()).contains("two of three are silent");
    }

    @Test
    void activeStandsDownBeforeItServesANewerTermOfItsOwn() {
        assertThat(decide(new Standing.Leading(new Term(6)), SERVING, well())).isInstanceOf(Decision.StandDown.class);
    }

    @Test
    void standDownWinsOverEverythingElseThatIsWrong() {
        Facts all = new Facts(false, true, Optional.of("disk"), true, Optional.of("late"), true);
        assertThat(decide(FOLLOWING, SERVING, all)).isInstanceOf(Decision.StandDown.class);
        assertThat(decide(FOLLOWING, new Phase.Activating(FIVE), all)).isInstanceOf(Decision.StandDown.class);
    }

    @Test
    void activeWithABadDiskResignsWhenAnotherCanTakeOver() {
        Facts ill = new Facts(false, false, Optional.of("disk is full"), false, Optional.empty(), true);
        assertThat(decide(LEADING, SERVING, ill)).isInstanceOf(Decision.Resign.class);
    }

    @Test
    void activeWithABadDiskServesOnWhenNobodyElseCould() {
        Facts ill = new Facts(false, false, Optional.of("disk is full"), false, Optional.empty(), false);
        assertThat(decide(LEADING, SERVING, ill)).isInstanceOf(Decision.Stay.class);
    }

    @Test
    void activeWhoseJournalTakesNothingMoreResignsEvenIfNobodyElseCouldLead() {
        Facts broken = new Facts(false, false, Optional.empty(), false, Optional.of("the storage is full"), false);
        Decision decision = decide(LEADING, SERVING, broken);
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Resign.class, d -> assertThat(d.coolDown()).isTrue());
        assertThat(decision.reason()).contains("the storage is full");
    }

    @Test
    void heldMasterNeverActivates() {
        Facts held = new Facts(false, true, Optional.empty(), false, Optional.empty(), false);
        assertThat(decide(LEADING, IDLE, held)).isInstanceOf(Decision.Resign.class);
        assertThat(decide(LEADING, SERVING, held)).isInstanceOf(Decision.Resign.class);
    }

    @Test
    void resignedMasterStaysOutUntilItsObstacleIsGone() {
        Facts still = new Facts(true, true, Optional.empty(), false, Optional.empty(), true);
        assertThat(decide(FOLLOWING, IDLE, still)).isInstanceOf(Decision.Stay.class);
        Facts gone = new Facts(true, false, Optional.empty(), false, Optional.empty(), true);
        assertThat(decide(FOLLOWING, IDLE, gone)).isInstanceOf(Decision.Resume.class);
    }

    @Test
    void failedActivationResignsWithACoolDown() {
        Facts failed = new Facts(false, false, Optional.empty(), false, Optional.of("replay took too long"), true);
        assertThat(decide(LEADING, new Phase.Activating(FIVE), failed))
                .isInstanceOfSatisfying(
                        Decision.Resign.class, d -> assertThat(d.coolDown()).isTrue());
    }

    @Test
    void whoCoolsDownSaysFromWhat() {
        Facts failed = new Facts(true, false, Optional.empty(), true, Optional.empty(), true);
        assertThat(decide(FOLLOWING, IDLE, failed))
                .isInstanceOfSatisfying(
                        Decision.Stay.class, d -> assertThat(d.reason()).contains("the storage is full"));
    }

    @Test
    void nothingInterruptsAHandOver() {
        assertThat(decide(FOLLOWING, new Phase.HandingOver(FIVE, "m2"), well())).isInstanceOf(Decision.Stay.class);
    }

    @Test
    void everyDecisionSaysWhy() {
        for (Standing standing : new Standing[] {LEADING, FOLLOWING, new Standing.Uncertain(FIVE, "lost")}) {
            for (Phase phase : new Phase[] {IDLE, SERVING, new Phase.Activating(FIVE), new Phase.Stopping(FIVE)}) {
                assertThat(decide(standing, phase, well()).reason()).isNotBlank();
            }
        }
    }

    private record Facts(
            boolean resigned,
            boolean held,
            Optional<String> illness,
            boolean coolingDown,
            Optional<String> failure,
            boolean othersEligible) {}

    private static Facts well() {
        return new Facts(false, false, Optional.empty(), false, Optional.empty(), true);
    }

    private static Decision decide(Standing standing, Phase phase, Facts facts) {
        return LeadershipPolicy.decide(new Observation(
                standing,
                phase,
                facts.resigned(),
                facts.held(),
                facts.illness(),
                facts.coolingDown()
                        ? Optional.of("activation in term 4 failed: the storage is full")
                        : Optional.empty(),
                facts.failure(),
                facts.othersEligible(),
                true));
    }
}
