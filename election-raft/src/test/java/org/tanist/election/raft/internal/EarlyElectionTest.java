package org.tanist.election.raft.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tanist.cluster.MasterId;
import org.tanist.election.raft.internal.LeaderPlacement.Aim;

class EarlyElectionTest {
    private static final MasterId ACTIVE = new MasterId(new UUID(0, 1));
    private static final MasterId STANDBY = new MasterId(new UUID(0, 2));
    private static final MasterId THIRD = new MasterId(new UUID(0, 3));

    private static MasterId first(Optional<MasterId> active, Aim aim, EarlyElection.Voter... voters) {
        return Stream.of(voters)
                .sorted(EarlyElection.order(active, aim))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static EarlyElection.Voter voter(MasterId id, long raftTerm, long raftIndex) {
        return new EarlyElection.Voter(id, "m" + id.value().getLeastSignificantBits(), raftTerm, raftIndex);
    }

    @Test
    void theBestLogBeginsWhereverLeadershipShallBe() {
        assertThat(first(Optional.of(ACTIVE), Aim.APART, voter(STANDBY, 4, 99), voter(ACTIVE, 5, 7)))
                .isEqualTo(ACTIVE);
        assertThat(first(Optional.of(ACTIVE), Aim.TOGETHER, voter(ACTIVE, 5, 7), voter(STANDBY, 5, 8)))
                .isEqualTo(STANDBY);
    }

    @Test
    void ofEqualsTheOneBeginsWhoseLeadershipNeedNotMoveAfterwards() {
        assertThat(first(Optional.of(ACTIVE), Aim.APART, voter(ACTIVE, 5, 7), voter(STANDBY, 5, 7)))
                .isEqualTo(STANDBY);
        assertThat(first(Optional.of(STANDBY), Aim.TOGETHER, voter(ACTIVE, 5, 7), voter(STANDBY, 5, 7)))
                .isEqualTo(STANDBY);
    }

    @Test
    void allAgreeWhoBeginsWhenNothingElseTellsThemApart() {
        assertThat(first(Optional.empty(), Aim.APART, voter(THIRD, 5, 7), voter(STANDBY, 5, 7)))
                .isEqualTo(STANDBY);
        assertThat(first(Optional.empty(), Aim.TOGETHER, voter(STANDBY, 5, 7), voter(THIRD, 5, 7)))
                .isEqualTo(STANDBY);
    }
}
