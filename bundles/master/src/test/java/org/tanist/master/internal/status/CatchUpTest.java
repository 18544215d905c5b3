package org.tanist.master.internal.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpTimeoutException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;
import org.tanist.cluster.Term;
import org.tanist.control.MasterStatus;
import org.tanist.control.SelfReport;
import org.tanist.election.ElectionView;
import org.tanist.election.Standing;
import org.tanist.master.internal.peers.PeerWatch.Sighting;

class CatchUpTest {
    private static final Member SELF = member("m0");
    private static final Member OTHER = member("m1");
    private static final Standing FOLLOWING = new Standing.Following();

    private final Map<MasterId, Sighting> heard = new HashMap<>();
    private final CatchUp catchUp = new CatchUp();

    private static Member member(String name) {
        return new Member(new MasterId(UUID.randomUUID()), name, Endpoint.parse("127.0.0.1:3000", 3000));
    }

    private static Sighting at(long position) {
        MasterStatus status = new MasterStatus(
                OTHER.id().toString(),
                OTHER.name(),
                "127.0.0.1:3000",
                "standby",
                1,
                position,
                new MasterStatus.Lag(0, 0),
                0,
                false,
                true,
                List.of(),
                "1",
                false,
                0,
                null,
                null);
        return new Sighting(new SelfReport("test", "id", false, List.of(), List.of(), "c", "", null, status), 0, 0, 0);
    }

    private boolean done(Standing standing, Optional<Member> leader, long index) {
        ElectionView view = new ElectionView(
                standing, leader, new Term(3), new Membership(List.of(SELF, OTHER)), true, Map.of(), "");
        return catchUp.isDone(SELF.id(), view, index, id -> Optional.ofNullable(heard.get(id)));
    }

    @Test
    void masterThatReplaysATermOfItsOwnIsBehindTheOthers() {
        heard.put(OTHER.id(), at(1_000));
        assertThat(done(FOLLOWING, Optional.of(SELF), 500)).isFalse();
        assertThat(done(FOLLOWING, Optional.empty(), 500)).isFalse();
        assertThat(done(FOLLOWING, Optional.of(SELF), 950)).isTrue();
        heard.put(OTHER.id(), at(2_000));
        assertThat(done(FOLLOWING, Optional.of(OTHER), 960))
                .as("that was no more than an impression")
                .isFalse();
    }

    @Test
    void masterThatLeadsOrIsAloneLacksNothing() {
        assertThat(done(FOLLOWING, Optional.of(SELF), 0)).isTrue();
        heard.put(OTHER.id(), at(1_000));
        assertThat(done(new Standing.Leading(new Term(3)), Optional.of(SELF), 500))
                .isTrue();
    }

    @Test
    void standbyStaysOneOnceItWasLevelWithTheActive() {
        assertThat(done(FOLLOWING, Optional.of(OTHER), 0)).isFalse();
        heard.put(OTHER.id(), at(1_000));
        assertThat(done(FOLLOWING, Optional.of(OTHER), 899)).isFalse();
        assertThat(done(FOLLOWING, Optional.of(OTHER), 900)).isTrue();
        heard.put(OTHER.id(), at(5_000));
        assertThat(done(FOLLOWING, Optional.of(OTHER), 900)).isTrue();
    }

    @Test
    void busyMasterMayBeLateOnceAndOneThatRefusesIsGone() {
        Throwable late = new CompletionException(new HttpTimeoutException("late"));
        Sighting once = at(1).unanswered(late);
        assertThat(once.answering()).isTrue();
        assertThat(once.unanswered(late).answering()).isFalse();
        assertThat(at(1).unanswered(new java.net.ConnectException("refused")).answering())
                .isFalse();
    }
}
