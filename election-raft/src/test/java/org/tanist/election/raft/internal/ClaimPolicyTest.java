package org.tanist.election.raft.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Position;
import org.tanist.election.raft.internal.ClaimPolicy.Choice;
import org.tanist.election.raft.internal.ClaimPolicy.Facts;
import org.tanist.election.raft.internal.ClaimPolicy.Situation;
import org.tanist.election.raft.internal.LeaderPlacement.Aim;
import org.tanist.election.raft.internal.record.Ledger;

class ClaimPolicyTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Facts LEADER = member(1, true, true, 10, Duration.ZERO, false);
    private static final Facts OTHER = member(2, false, true, 20, Duration.ofMillis(50), false);
    private static final Facts THIRD = member(3, false, true, 30, Duration.ofMillis(50), false);

    private static Facts member(
            int number, boolean self, boolean eligible, long incarnation, Duration silent, boolean dead) {
        MasterId id = new MasterId(new UUID(0, number));
        return facts(id, "m" + number, self, incarnation, eligible, 0, 0, silent, dead);
    }

    private static Facts facts(
            MasterId id,
            String name,
            boolean self,
            long incarnation,
            boolean eligible,
            long floor,
            long lastTerm,
            Duration silent,
            boolean dead) {
        return new Facts(id, name, self, incarnation, eligible, floor, lastTerm, 5, false, silent, true, dead);
    }

    private static Facts lagging(Facts of) {
        return new Facts(
                of.id(), of.name(), of.self(), of.incarnation(), true, 0, 0, 5, true, of.silent(), true, false);
    }

    private static Facts behind(Facts of) {
        return new Facts(
                of.id(), of.name(), of.self(), of.incarnation(), true, 0, 0, 4, false, of.silent(), true, false);
    }

    private static Facts alone(Facts of) {
        return new Facts(
                of.id(), of.name(), of.self(), of.incarnation(), true, 0, 0, 5, false, of.silent(), false, of.dead());
    }

    private static Ledger active(Facts who) {
        return new Ledger(5, Optional.of(who.id()), who.incarnation(), "", 0, Position.START);
    }

    private static Optional<Choice> decide(Ledger ledger, Facts... members) {
        return decide(Aim.TOGETHER, Duration.ZERO, ledger, members);
    }

    private static Optional<Choice> decide(Aim aim, Duration claimAge, Ledger ledger, Facts... members) {
        return ClaimPolicy.decide(new Situation(ledger, List.of(members), claimAge, TIMEOUT, aim));
    }

    @Test
    void theFirstElectionFollowsTheLineOfSuccession() {
        assertThat(decide(Ledger.EMPTY, LEADER, OTHER, THIRD))
                .hasValueSatisfying(choice -> assertThat(choice.target()).isEqualTo(THIRD));
    }

    @Test
    void aNewClusterWaitsALittleForItsMembersAndForTheRightRaftLeader() {
        Facts absent = member(3, false, true, 0, Duration.ZERO, false);
        assertThat(decide(Ledger.EMPTY, LEADER, OTHER, absent)).isEmpty();
        assertThat(decide(Aim.TOGETHER, TIMEOUT, Ledger.EMPTY, LEADER, OTHER, absent)
                        .orElseThrow()
                        .target())
                .isEqualTo(OTHER);
        Facts wrong = member(3, true, true, 10, Duration.ZERO, false);
        Facts first = member(1, false, true, 20, Duration.ZERO, false);
        assertThat(decide(Aim.APART, Duration.ZERO, Ledger.EMPTY, wrong, OTHER, first))
                .isEmpty();
        assertThat(decide(Aim.APART, TIMEOUT, Ledger.EMPTY, wrong, OTHER, first)
                        .orElseThrow()
                        .target())
                .isEqualTo(OTHER);
        assertThat(decide(Aim.APART, Duration.ZERO, Ledger.EMPTY, LEADER, OTHER, THIRD)
                        .orElseThrow()
                        .target())
                .isEqualTo(THIRD);
    }

    @Test
    void aSilentActiveIsReplacedByTheOneThatWasActiveLast() {
        Facts silent = member(3, false, true, 30, TIMEOUT, false);
        Facts warm = facts(OTHER.id(), "a", false, 20, true, 0, 4, Duration.ZERO, false);
        Facts cold = facts(LEADER.id(), "z", true, 10, true, 0, 0, Duration.ZERO, false);
        assertThat(decide(active(silent), cold, warm, silent).orElseThrow().target())
                .isEqualTo(warm);
    }

    @Test
    void togetherADeathIsAnsweredByTheRaftLeaderItself() {
        Facts dead = member(2, false, true, 20, Duration.ofMillis(50), true);
        assertThat(decide(active(OTHER), LEADER, dead, THIRD).orElseThrow().target())
                .isEqualTo(LEADER);
    }

    @Test
    void apartADeathIsAnsweredByTheOtherSoThatTheLeaderStaysApart() {
        Facts dead = member(2, false, true, 20, Duration.ofMillis(50), true);
        assertThat(decide(Aim.APART, Duration.ZERO, active(OTHER), LEADER, dead, THIRD)
                        .orElseThrow()
                        .target())
                .isEqualTo(THIRD);
    }

    @Test
    void oneThatMustCatchUpFirstIsNotNamedWhenAnotherCanServe() {
        Facts dead = member(2, false, true, 20, Duration.ofMillis(50), true);
        assertThat(decide(Aim.APART, Duration.ZERO, active(OTHER), LEADER, dead, lagging(THIRD))
                        .orElseThrow()
                        .target())
                .isEqualTo(LEADER);
    }

    @Test
    void anActiveThatNeverTakesUpItsTermIsReplacedByAnother() {
        Facts stuck = behind(OTHER);
        assertThat(decide(Aim.APART, TIMEOUT, active(OTHER), LEADER, stuck)).isEmpty();
        assertThat(decide(Aim.APART, TIMEOUT.multipliedBy(2), active(OTHER), LEADER, stuck, THIRD)
                        .orElseThrow()
                        .target())
                .isEqualTo(THIRD);
    }

    @Test
    void aLivingActiveIsLeftAloneWhoeverLeadsTheGroup() {
        assertThat(decide(active(OTHER), LEADER, OTHER, THIRD)).isEmpty();
        assertThat(decide(active(LEADER), LEADER, OTHER, THIRD)).isEmpty();
    }

    @Test
    void aDeadOrSilentOrRestartedActiveIsReplaced() {
        Facts dead = member(2, false, true, 20, Duration.ofMillis(50), true);
        Facts silent = member(2, false, true, 20, TIMEOUT, false);
        Facts restarted = member(2, false, true, 21, Duration.ZERO, false);
        assertThat(decide(active(OTHER), LEADER, dead, THIRD).orElseThrow().cause())
                .isEqualTo("m2 (active) died: its connection was reset and its port refuses");
        assertThat(decide(active(OTHER), LEADER, silent, THIRD).orElseThrow().cause())
                .isEqualTo("m2 (active) was silent for 1000 ms");
        assertThat(decide(active(OTHER), LEADER, restarted, THIRD).orElseThrow().cause())
                .contains("restarted");
    }

    @Test
    void anActiveThatOnlyTheRaftLeaderDoesNotHearIsGivenTwiceTheTime() {
        Facts unheard = alone(member(2, false, true, 20, TIMEOUT.multipliedBy(2).minusMillis(1), false));
        Facts cutOff = alone(member(2, false, true, 20, TIMEOUT.multipliedBy(2), false));
        assertThat(decide(active(OTHER), LEADER, unheard, THIRD)).isEmpty();
        assertThat(decide(active(OTHER), LEADER, cutOff, THIRD).orElseThrow().target())
                .isEqualTo(THIRD);
    }

    @Test
    void aResignedLeaderNamesTheOtherWithTheLongestLog() {
        Facts resigned = member(1, true, false, 10, Duration.ZERO, false);
        assertThat(decide(active(LEADER), resigned, OTHER, THIRD).orElseThrow().target())
                .isEqualTo(THIRD);
    }

    @Test
    void nobodyIsNamedWhenNobodyMayLead() {
        Facts resigned = member(1, true, false, 10, Duration.ZERO, false);
        Facts unheard = member(2, false, false, 0, TIMEOUT, false);
        assertThat(decide(active(LEADER), resigned, unheard)).isEmpty();
    }

    @Test
    void theHighestFloorOfAllIsRespected() {
        Facts high = facts(OTHER.id(), "m2", false, 20, true, 99, 2, Duration.ZERO, false);
        assertThat(decide(Ledger.EMPTY, LEADER, high).orElseThrow().floor()).isEqualTo(99);
    }
}
