package org.tanist.testkit.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;
import org.tanist.cluster.TanistException;
import org.tanist.election.MembershipChange;

class MembershipChangeTest {
    private final Member active = member(1, "a", 3001);
    private final Member standby = member(2, "b", 3002);
    private final Membership present = new Membership(List.of(active, standby));

    private static Member member(int id, String name, int port) {
        return new Member(new MasterId(new UUID(0, id)), name, new Endpoint("node", port));
    }

    private Membership after(MembershipChange change) {
        return change.applyTo(present, active);
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable change) {
        assertThatThrownBy(change)
                .isInstanceOfSatisfying(
                        TanistException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    @Test
    void anAddedMemberIsThereAndAddingItAgainChangesNothing() {
        Member third = member(3, "c", 3003);
        Membership three = after(new MembershipChange.Add(third));
        assertThat(three.members()).containsExactly(active, standby, third);
        assertThat(new MembershipChange.Add(third).applyTo(three, active)).isEqualTo(three);
    }

    @Test
    void anAddedMemberMustShareNothingWithAnother() {
        for (Member taken : List.of(member(2, "c", 3003), member(3, "b", 3003), member(3, "c", 3002))) {
            assertRefused(ErrorCode.CONFLICT, () -> after(new MembershipChange.Add(taken)));
        }
    }

    @Test
    void aRemovedMemberIsGoneUnlessItIsTheActive() {
        assertThat(after(new MembershipChange.Remove(standby.id())).members()).containsExactly(active);
        assertThat(after(new MembershipChange.Remove(new MasterId(new UUID(0, 9)))))
                .isEqualTo(present);
        assertRefused(ErrorCode.REFUSED, () -> after(new MembershipChange.Remove(active.id())));
    }

    @Test
    void aMovedMemberKeepsItsNameAndAStrangerCannotMove() {
        Endpoint address = new Endpoint("elsewhere", 3009);
        assertThat(after(new MembershipChange.Move(standby.id(), address)).find(standby.id()))
                .contains(standby.at(address));
        assertRefused(
                ErrorCode.CONFLICT, () -> after(new MembershipChange.Move(new MasterId(new UUID(0, 9)), address)));
    }
}
