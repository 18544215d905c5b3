package org.tanist.election.raft.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Position;
import org.tanist.election.Outcome;
import org.tanist.election.Standing;
import org.tanist.journal.JournalWriter;

class ResignTest {
    private static final Duration TIMEOUT = Duration.ofMillis(1000);

    @TempDir
    Path root;

    @Test
    void aResignedActiveIsReplacedAndTakesNoLeadUntilItResumes() throws Exception {
        try (Cluster cluster = new Cluster(root, 3, TIMEOUT).startAll()) {
            Node first = cluster.leader();
            Node.write(first.open(), "a");
            first.candidacy().resign("its disk failed");
            assertThat(first.candidacy().view().standing()).isInstanceOf(Standing.Following.class);
            Node second = cluster.leaderOtherThan(first);
            assertThat(second.candidacy().view().cause()).contains("resigned");
            Node.write(second.open(), "b");
            Node third = cluster.others(first).stream()
                    .filter(n -> n != second)
                    .findFirst()
                    .orElseThrow();
            third.candidacy().resign("maintenance");
            second.candidacy().resign("maintenance");
            Cluster.eventually("nobody leads", () -> cluster.nodes.stream().noneMatch(Node::leads));
            first.candidacy().resume();
            Cluster.eventually("the one that may leads", first::leads);
            assertThat(first.term().value()).isGreaterThan(2);
            Node.write(first.open(), "c");
            assertThat(first.texts()).containsExactly("a", "b", "c");
        }
    }

    @Test
    void anAloneActiveThatResignedLeadsAgainInANewTerm() throws Exception {
        try (Cluster cluster = new Cluster(root, 1, TIMEOUT).startAll()) {
            Node only = cluster.leader();
            Node.write(only.open(), "a");
            only.candidacy().resign("a test");
            assertThat(only.leads()).isFalse();
            only.candidacy().resume();
            Cluster.eventually("leads again", only::leads);
            assertThat(only.term().value()).isEqualTo(2);
            Node.write(only.open(), "b");
        }
    }

    @Test
    void aTransferToOneThatResignedOrIsUnknownIsRefused() throws Exception {
        try (Cluster cluster = new Cluster(root, 3, TIMEOUT).startAll()) {
            Node other = cluster.others(cluster.leader()).get(0);
            other.candidacy().resign("held");
            // An order that comes before the others know it is obeyed; what it named does not serve and is replaced.
            Cluster.eventually(
                    "known",
                    () -> transfer(cluster.leader(), other.member().id()) instanceof Outcome.Refused refused
                            && refused.reasons().toString().contains("resigned"));
            Node leader = cluster.leader();
            MasterId unknown = new MasterId(new java.util.UUID(9, 9));
            assertThat(transfer(leader, unknown)).isInstanceOf(Outcome.Refused.class);
            assertThat(transfer(other, leader.member().id())).isInstanceOf(Outcome.Refused.class);
            assertThat(leader.leads()).isTrue();
        }
    }

    private static Outcome transfer(Node from, MasterId to) {
        return from.candidacy()
                .transfer(to, Duration.ofSeconds(3))
                .toCompletableFuture()
                .join();
    }

    @Test
    void writesGoOnOverChangesOfTheRaftLeaderAndCountOnce() throws Exception {
        try (Cluster cluster = new Cluster(root, 3, TIMEOUT).startAll()) {
            Node active = cluster.leader();
            Node other = cluster.others(active).get(0);
            // The active changes, Raft leadership follows when idle: with writes all along, entries are forwarded and
            // the Raft
            // leader changes under them in the end.
            Cluster.eventually(
                    "transferred", () -> transfer(active, other.member().id()) instanceof Outcome.Done);
            Cluster.eventually("leads", other::leads);
            JournalWriter writer = other.open();
            List<CompletableFuture<Position>> acks = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                expected.add("e" + i);
                acks.add(writer.append(List.of(Node.entry("e" + i))).toCompletableFuture());
                if (i % 10 == 9) {
                    acks.get(i).get(10, TimeUnit.SECONDS);
                }
                if (i == 150) {
                    active.close();
                }
            }
            for (CompletableFuture<Position> ack : acks) {
                ack.get(10, TimeUnit.SECONDS);
            }
            assertThat(other.texts()).isEqualTo(expected);
            assertThat(acks.get(299).join().index()).isEqualTo(300);
            assertThat(other.leads()).isTrue();
        }
    }
}
