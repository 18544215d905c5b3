package org.tanist.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.tanist.testkit.Eventually.completed;
import static org.tanist.testkit.Eventually.eventually;
import static org.tanist.testkit.Eventually.failed;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tanist.cluster.ClusterId;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;
import org.tanist.cluster.TanistException;
import org.tanist.cluster.Term;
import org.tanist.election.MembershipChange;
import org.tanist.election.Outcome;
import org.tanist.election.Standing;
import org.tanist.testkit.contract.ElectionCluster.Master;

/** What {@link org.tanist.election.Election} promises. A subclass says how a provider is made. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
public abstract class ElectionContract extends ElectionDepartures {
    @Test
    void freshClusterElectsExactlyOneAndAllKnowIt() {
        Master leader = founded(3).startAll().leader();

        assertThat(leader.leads().orElseThrow().isNewerThan(Term.NONE)).isTrue();
        for (Master master : cluster.running()) {
            eventually(cluster.patience(), () -> {
                assertThat(master.candidacy().view().coordinated()).isTrue();
                assertThat(master.candidacy().view().membership().members()).hasSize(3);
                assertThat(master.candidacy().view().term())
                        .isEqualTo(leader.leads().orElseThrow());
                assertThat(master.candidacy().view().leader()).contains(leader.member());
                assertThat(master.candidacy().coordinator())
                        .as("one and the same member for all, if there is one")
                        .isEqualTo(leader.candidacy().coordinator())
                        .matches(one -> one.flatMap(master.candidacy().view().membership()::find)
                                        .isPresent()
                                == one.isPresent());
            });
        }
    }

    @Test
    void singleMasterElectsItself() {
        assertThat(founded(1).startAll().leader().number()).isZero();
    }

    @Test
    void majorityOfTheFoundersIsEnough() {
        founded(3);
        cluster.start(0);
        cluster.start(2);

        Master leader = cluster.leader();
        cluster.start(1);
        eventually(
                cluster.patience(),
                () -> assertThat(cluster.master(1).candidacy().view().leader()).contains(leader.member()));
    }

    @Test
    void minorityElectsNobody() {
        assumeTrue(provider.majorityNeeded(), "this provider needs no majority of the masters");
        founded(3).startAll();
        Master leader = cluster.leader();
        killAllBut(leader);
        eventually(cluster.patience(), () -> assertThat(leader.leads()).isEmpty());
        assertThat(leader.candidacy().view().coordinated()).isFalse();
    }

    @Test
    void leaderThatLosesTheMajorityIsUncertainAndLeadsAgainWhenItIsBack() {
        assumeTrue(provider.majorityNeeded(), "this provider needs no majority of the masters");
        founded(3).startAll();
        Master leader = cluster.leader();
        Term term = leader.leads().orElseThrow();
        int[] others = killAllBut(leader);
        eventually(
                cluster.patience(),
                () -> assertThat(leader.candidacy().view().standing())
                        .isInstanceOfSatisfying(
                                Standing.Uncertain.class,
                                alone -> assertThat(alone.lastHeld()).isEqualTo(term)));
        IntStream.of(others).forEach(cluster::start);
        assertThat(cluster.leader().leads().orElseThrow()).isGreaterThanOrEqualTo(term);
    }

    @Test
    void lastMasterAliveLeadsWhereNoMajorityIsNeeded() {
        assumeTrue(!provider.majorityNeeded(), "this provider needs a majority of the masters");
        founded(3).startAll();
        Term term = cluster.leader().leads().orElseThrow();
        cluster.kill(cluster.leader().number());
        Master second = cluster.leaderAbove(term);
        term = second.leads().orElseThrow();
        cluster.kill(second.number());

        assertThat(cluster.leaderAbove(term).candidacy().needed(3)).isEqualTo(1);
    }

    @Test
    void cutOffLeaderWithoutARivalLeadsAgainWhenItIsBack() {
        assumeTrue(provider.isolation().isPresent(), "this provider's test cannot isolate a master");
        founded(1).startAll();
        Master alone = cluster.leader();
        Term term = alone.leads().orElseThrow();
        cluster.isolate(alone.number());
        eventually(
                cluster.patience(),
                () -> assertThat(alone.candidacy().view().standing()).isEqualTo(uncertainOf(alone, term)));
        cluster.heal(alone.number());

        assertThat(cluster.leaderAbove(term).number()).isEqualTo(alone.number());
    }

    private int[] killAllBut(Master one) {
        int[] others = cluster.running().stream()
                .mapToInt(Master::number)
                .filter(number -> number != one.number())
                .toArray();
        IntStream.of(others).forEach(cluster::kill);
        return others;
    }

    private static Standing uncertainOf(Master master, Term term) {
        Standing standing = master.candidacy().view().standing();
        String reason = standing instanceof Standing.Uncertain uncertain ? uncertain.reason() : "";
        return new Standing.Uncertain(term, reason);
    }

    @Test
    void termsGrowOverDeathsOfTheLeader() {
        founded(3).startAll();
        for (int round = 0; round < 4; round++) {
            Master leader = cluster.leader();
            Term term = leader.leads().orElseThrow();
            cluster.kill(leader.number());
            cluster.leaderAbove(term);
            cluster.start(leader.number());
        }
    }

    @Test
    void termsGrowOverARestartOfAll() {
        founded(3).startAll();
        Term before = cluster.leader().leads().orElseThrow();
        for (Master master : cluster.running()) {
            cluster.kill(master.number());
        }
        cluster.startAll();

        cluster.leaderAbove(before);
    }

    @Test
    void onlyTermsAboveTheFloorAreGranted() {
        Term floor = new Term(1_000_000);
        founded(3);
        for (int number = 0; number < 3; number++) {
            cluster.start(number, floor);
        }
        cluster.leader();

        for (Master master : cluster.running()) {
            assertThat(master.views().granted()).allMatch(term -> term.isNewerThan(floor));
        }
    }

    @Test
    void transferMakesTheTargetLeadInANewerTerm() {
        founded(3).startAll();
        Master from = cluster.leader();
        for (int round = 0; round < 5; round++) {
            Master to = cluster.other(from);
            Term before = from.leads().orElseThrow();
            Outcome outcome =
                    completed(from.candidacy().transfer(to.member().id(), cluster.patience()), cluster.patience());

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Done.class,
                            done -> assertThat(done.term().isNewerThan(before)).isTrue());
            from = cluster.leaderAbove(before);
            assertThat(from.number()).isEqualTo(to.number());
        }
    }

    @Test
    void transferIsRefusedToStrangersAndByThoseWhoDoNotLead() {
        founded(3).startAll();
        Master leader = cluster.leader();
        Master follower = cluster.other(leader);
        MasterId stranger = new MasterId(UUID.randomUUID());

        assertThat(completed(leader.candidacy().transfer(stranger, cluster.patience()), cluster.patience()))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, no -> assertThat(no.reasons()).isNotEmpty());
        assertThat(completed(
                        follower.candidacy().transfer(follower.member().id(), cluster.patience()), cluster.patience()))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(cluster.leader().number()).isEqualTo(leader.number());
    }

    @Test
    void transferToADeadMasterEndsWithoutItAndSomebodyLeads() {
        founded(3).startAll();
        Master leader = cluster.leader();
        Master target = cluster.other(leader);
        cluster.kill(target.number());
        Outcome outcome =
                completed(leader.candidacy().transfer(target.member().id(), Duration.ofSeconds(2)), cluster.patience());

        assertThat(outcome).isNotInstanceOf(Outcome.Done.class);
        assertThat(cluster.leader().number()).isNotEqualTo(target.number());
    }

    @Test
    void cutOffLeaderIsUncertainWhileAnotherLeads() {
        assumeTrue(provider.isolation().isPresent(), "this provider's test cannot isolate a master");
        founded(3).startAll();
        Master old = cluster.leader();
        Term term = old.leads().orElseThrow();
        cluster.isolate(old.number());

        eventually(
                cluster.patience(),
                () -> assertThat(old.candidacy().view().standing()).isInstanceOf(Standing.Uncertain.class));
        Master young = cluster.leaderAbove(term);
        cluster.heal(old.number());
        eventually(cluster.patience(), () -> {
            assertThat(old.candidacy().view().standing()).isInstanceOf(Standing.Following.class);
            assertThat(old.candidacy().view().leader()).contains(young.member());
        });
    }

    @Test
    void masterJoinsAndTakesPartThroughTheLeaderAlone() {
        founded(3).startAll();
        Master leader = cluster.leader();
        Member fourth = cluster.another();
        Master joiner = cluster.start(3);
        Membership four = completed(leader.candidacy().change(new MembershipChange.Add(fourth)), cluster.patience());

        assertThat(four.members()).hasSize(4).contains(fourth);
        eventually(cluster.patience(), () -> {
            assertThat(joiner.candidacy().view().membership()).isEqualTo(four);
            assertThat(joiner.candidacy().view().leader()).contains(leader.member());
        });
        assertThat(completed(leader.candidacy().change(new MembershipChange.Add(fourth)), cluster.patience()))
                .as("adding twice is a no-op")
                .isEqualTo(four);
        assertThat(completed(leader.candidacy().transfer(fourth.id(), cluster.patience()), cluster.patience()))
                .isInstanceOf(Outcome.Done.class);
    }

    @Test
    void removedMasterCountsNoMore() {
        founded(3).startAll();
        Master leader = cluster.leader();
        Master gone = cluster.other(leader);
        Membership two = completed(
                leader.candidacy()
                        .change(new MembershipChange.Remove(gone.member().id())),
                cluster.patience());
        assertThat(two.members()).hasSize(2).doesNotContain(gone.member());
        cluster.kill(gone.number());
        assertThat(completed(
                        leader.candidacy()
                                .change(new MembershipChange.Remove(
                                        gone.member().id())),
                        cluster.patience()))
                .as("removing twice is a no-op")
                .isEqualTo(two);
        assertThat(cluster.leader().leads()).isPresent();
    }

    @Test
    void movedMasterKeepsItsIdentity() {
        founded(3).startAll();
        Master leader = cluster.leader();
        Member moved = cluster.other(leader).member();
        Endpoint address = provider.address(7);
        Membership membership = completed(
                leader.candidacy().change(new MembershipChange.Move(moved.id(), address)), cluster.patience());

        assertThat(membership.find(moved.id())).contains(moved.at(address));
        assertThat(membership.members()).hasSize(3);
    }

    @Test
    void membersAreChangedByTheLeaderOnly() {
        founded(3).startAll();
        Master follower = cluster.other(cluster.leader());

        assertThat(failed(
                        follower.candidacy()
                                .change(new MembershipChange.Remove(
                                        follower.member().id())),
                        cluster.patience()))
                .isInstanceOfSatisfying(
                        TanistException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_ACTIVE));
    }

    @Test
    void dataOfAnotherClusterIsRefusedInWords() {
        founded(1).startAll().leader();
        cluster.stop(0);

        assertThatThrownBy(() -> cluster.start(0, Term.NONE, new ClusterId(UUID.randomUUID())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cluster");
    }

    @Test
    void viewIsThereFromTheBeginningAndTheJournalStaysTheSame() {
        Master alone = founded(3).start(0);

        assertThat(alone.candidacy().view()).isNotNull();
        if (provider.majorityNeeded()) {
            assertThat(alone.candidacy().view().standing()).isInstanceOf(Standing.Following.class);
            assertThat(alone.candidacy().view().leader()).isEmpty();
        }
        assertThat(alone.candidacy().journal()).isEqualTo(alone.candidacy().journal());
    }
}
