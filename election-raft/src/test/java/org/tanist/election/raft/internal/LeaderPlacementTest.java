package org.tanist.election.raft.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tanist.journal.JournalWriter;

class LeaderPlacementTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    @TempDir
    Path root;

    @Test
    void theDeathOfAnActiveThatHasSettledCostsNoRaftElection() throws Exception {
        try (Cluster cluster = new Cluster(root, 3, TIMEOUT).startAll()) {
            Node active = cluster.leader();
            JournalWriter writer = active.open();
            Node.write(writer, "a");
            Node leader = cluster.others(active).stream()
                    .min(Comparator.comparing(n -> n.member().name()))
                    .orElseThrow();
            // Also in the eyes of the others: one that has not heard of a leader yet might begin an election of its
            // own.
            Cluster.eventually(
                    "the last in the line of succession leads the Raft group",
                    () -> raft(leader).leads()
                            && cluster.others(leader).stream()
                                    .allMatch(node -> raft(node)
                                            .leader()
                                            .equals(Optional.of(leader.member().id()))));
            assertThat(active.candidacy().coordinator())
                    .as("whom a planned change spares")
                    .contains(leader.member().id());
            long raftTerm = raft(leader).raftTerm();
            Node.write(writer, "b");
            // One that lags comes after the Raft leader, which then gives its leadership away.
            Cluster.eventually(
                    "nobody lags",
                    () -> cluster.others(leader).stream()
                            .allMatch(node -> raft(leader).lag(node.member().id()) == 0));
            ((RaftCandidacy) active.candidacy()).abort();
            Node next = cluster.leaderOtherThan(active);
            assertThat(raft(leader).raftTerm()).isEqualTo(raftTerm);
            Node.write(next.open(), "c");
            assertThat(next.texts()).containsExactly("a", "b", "c");
        }
    }

    private static RaftNode raft(Node node) {
        return ((RaftCandidacy) node.candidacy()).raft();
    }
}
