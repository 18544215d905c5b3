package org.tanist.election.zookeeper.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;
import org.tanist.election.zookeeper.internal.record.ActiveRecord;
import org.tanist.election.zookeeper.internal.record.LiveRecord;
import org.tanist.election.zookeeper.internal.record.TermRecord;

class VacancyTest {
    private static final Duration SESSION = Duration.ofSeconds(4);
    private static final long OWNER = 17;

    private final Member m1 = member("m1", 3001);
    private final Member m2 = member("m2", 3002);
    private final Member m3 = member("m3", 3003);

    private static Member member(String name, int port) {
        return new Member(new MasterId(UUID.randomUUID()), name, new Endpoint("127.0.0.1", port));
    }

    private Facts facts(TermRecord term, Optional<Facts.Active> active) {
        return facts(term, active, List.of(m1, m2, m3));
    }

    private Facts facts(TermRecord term, Optional<Facts.Active> active, List<Member> eligible) {
        Map<MasterId, LiveRecord> live =
                eligible.stream().collect(Collectors.toMap(Member::id, m -> new LiveRecord(true, 0, 0)));
        return new Facts(term, 1, active, new Membership(List.of(m1, m2, m3)), 1, live);
    }

    private Facts ledByM1() {
        return facts(
                TermRecord.taken(3, m1.id(), OWNER, "test"),
                Optional.of(new Facts.Active(new ActiveRecord(m1, 3), OWNER)));
    }

    private static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void livingActiveIsLeftAlone() {
        assertThat(new Vacancy(m3, true).look(ledByM1(), SESSION, 0)).isInstanceOf(Vacancy.Answer.Leave.class);
    }

    @Test
    void deadActiveIsReplacedByTheFirstInLineAtOnceAndByTheNextAStepLater() {
        Vacancy first = new Vacancy(m3, true);
        Vacancy second = new Vacancy(m2, true);
        first.linked(m1.id(), true, ledByM1());
        second.linked(m1.id(), true, ledByM1());

        assertThat(first.look(ledByM1(), SESSION, 0)).isInstanceOf(Vacancy.Answer.Take.class);
        assertThat(second.look(ledByM1(), SESSION, 0)).isEqualTo(new Vacancy.Answer.Wait(200));
        assertThat(second.look(ledByM1(), SESSION, nanos(200))).isInstanceOf(Vacancy.Answer.Take.class);
    }

    @Test
    void newClusterWaitsAMomentForAllItsMembersAndThenTakesTheFirstInLine() {
        Facts without = facts(TermRecord.NONE, Optional.empty(), List.of(m1, m2));
        Vacancy second = new Vacancy(m2, true);
        assertThat(second.look(without, SESSION, 0)).isEqualTo(new Vacancy.Answer.Wait(1000));
        Facts all = facts(TermRecord.NONE, Optional.empty());
        assertThat(second.look(all, SESSION, nanos(100))).isEqualTo(new Vacancy.Answer.Wait(100));
        assertThat(new Vacancy(m3, true).look(all, SESSION, 0)).isInstanceOf(Vacancy.Answer.Take.class);
        assertThat(second.look(without, SESSION, nanos(1000))).isInstanceOf(Vacancy.Answer.Take.class);
    }

    @Test
    void deathCountsOnlyForTheSessionThatLedThen() {
        Vacancy vacancy = new Vacancy(m3, true);
        vacancy.linked(m1.id(), true, ledByM1());
        Facts again = facts(
                TermRecord.taken(4, m1.id(), OWNER + 1, "test"),
                Optional.of(new Facts.Active(new ActiveRecord(m1, 4), OWNER + 1)));

        assertThat(vacancy.look(again, SESSION, 0)).isInstanceOf(Vacancy.Answer.Leave.class);
    }

    @Test
    void deathDoesNotCountWithoutEarlyDetection() {
        Vacancy vacancy = new Vacancy(m3, false);
        vacancy.linked(m1.id(), true, ledByM1());

        assertThat(vacancy.look(ledByM1(), SESSION, 0)).isInstanceOf(Vacancy.Answer.Leave.class);
    }

    @Test
    void whoAnswersAgainIsNotDead() {
        Vacancy vacancy = new Vacancy(m3, true);
        vacancy.linked(m1.id(), true, ledByM1());
        vacancy.linked(m1.id(), false, ledByM1());

        assertThat(vacancy.look(ledByM1(), SESSION, 0)).isInstanceOf(Vacancy.Answer.Leave.class);
    }

    @Test
    void heirTakesAtOnceAndTheOthersWaitForIt() {
        Facts left =
                facts(TermRecord.taken(3, m1.id(), OWNER, "test").left(m2.id(), 5000, "transfer"), Optional.empty());

        assertThat(new Vacancy(m2, true).look(left, SESSION, 0)).isEqualTo(new Vacancy.Answer.Take("transfer"));
        Vacancy other = new Vacancy(m3, true);
        assertThat(other.look(left, SESSION, 0)).isEqualTo(new Vacancy.Answer.Wait(5000));
        other.linked(m2.id(), true, left);
        assertThat(other.look(left, SESSION, nanos(1))).isInstanceOf(Vacancy.Answer.Take.class);
    }

    @Test
    void earlierLifeOfItselfIsReplacedAtOnce() {
        assertThat(new Vacancy(m1, true).look(ledByM1(), SESSION, 0)).isInstanceOf(Vacancy.Answer.Take.class);
    }
}
