package org.tanist.election.raft.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;
import org.tanist.election.raft.internal.peer.Pulse;

class HearingTest {
    private static final long STEP_MILLIS = 100;
    private static final Duration TIMEOUT = Duration.ofMillis(10 * STEP_MILLIS);
    private static final Member SELF = member(1);
    private static final Member ACTIVE = member(2);
    private static final Member THIRD = member(3);
    private static final Membership MEMBERS = new Membership(List.of(SELF, ACTIVE, THIRD));

    private final List<MasterId> asked = new ArrayList<>();
    private int told;
    private long now = System.nanoTime();
    private final Roster roster = new Roster(() -> now);
    private final Hearing hearing = new Hearing(SELF.id(), roster, TIMEOUT, asked::add, () -> told++);

    private static Member member(int number) {
        return new Member(new MasterId(new UUID(0, number)), "m" + number, new Endpoint("127.0.0.1", 3000 + number));
    }

    private void hear(Member from, Member... silent) {
        Set<MasterId> ids = Set.of(List.of(silent).stream().map(Member::id).toArray(MasterId[]::new));
        roster.heard(new Pulse(from, 1, true, 0, 1, 1, 1, 1, true, Set.of(), ids));
    }

    /** So many steps in which the third member is heard, and the active is not. */
    private void steps(int steps, Member... silentToTheThird) {
        for (int step = 0; step < steps; step++) {
            now += TimeUnit.MILLISECONDS.toNanos(STEP_MILLIS);
            hear(THIRD, silentToTheThird);
            hearing.turn(MEMBERS, now);
        }
    }

    private long silence() {
        return hearing.silence(ACTIVE.id(), now).toMillis();
    }

    private void begin() {
        hear(ACTIVE);
        hear(THIRD);
        hearing.turn(MEMBERS, now);
    }

    @Test
    void aSilentMemberIsAskedFromHalfTheTimeoutOnButNotForEver() {
        begin();
        steps(4);
        assertThat(asked).isEmpty();
        steps(1);
        assertThat(asked).containsExactly(ACTIVE.id());
        steps(100);
        assertThat(asked).hasSize(15).containsOnly(ACTIVE.id());
    }

    @Test
    void silenceIsToldOnceWhenItBeginsAndOnceWhenItEnds() {
        begin();
        steps(9);
        assertThat(roster.silent()).isEmpty();
        assertThat(told).isZero();
        steps(3);
        assertThat(roster.silent()).containsExactly(ACTIVE.id());
        assertThat(told).isEqualTo(1);
        hear(ACTIVE);
        steps(1);
        assertThat(roster.silent()).isEmpty();
        assertThat(told).isEqualTo(2);
    }

    @Test
    void anAnswerToAPingIsASignOfLifeUntilTwiceTheTimeout() {
        begin();
        steps(9);
        roster.answered(ACTIVE.id());
        steps(3);
        assertThat(silence()).isEqualTo(300);
        assertThat(roster.silent()).isEmpty();
        roster.answered(ACTIVE.id());
        steps(8);
        assertThat(silence()).isEqualTo(2000);
        assertThat(roster.silent()).containsExactly(ACTIVE.id());
    }

    @Test
    void aMajorityAgreesOnlyIfAnotherSaysSoNow() {
        begin();
        steps(10);
        assertThat(hearing.agreed(ACTIVE.id(), MEMBERS)).isFalse();
        steps(1, ACTIVE);
        assertThat(hearing.agreed(ACTIVE.id(), MEMBERS)).isTrue();
        now += TIMEOUT.toNanos();
        assertThat(hearing.agreed(ACTIVE.id(), MEMBERS)).isFalse();
    }

    @Test
    void whoStoodStillItselfTrustsNoSilence() {
        begin();
        now += TIMEOUT.toNanos();
        hearing.turn(MEMBERS, now);
        assertThat(silence()).isZero();
        steps(9);
        assertThat(silence()).isZero();
        assertThat(roster.silent()).isEmpty();
        steps(1);
        assertThat(silence()).isEqualTo(2000);
    }
}
