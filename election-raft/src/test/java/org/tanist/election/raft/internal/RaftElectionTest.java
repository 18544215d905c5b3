package org.tanist.election.raft.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tanist.cluster.Member;
import org.tanist.cluster.Term;
import org.tanist.election.Outcome;
import org.tanist.election.raft.internal.peer.Directory;
import org.tanist.election.raft.internal.watch.DeathWatch;
import org.tanist.journal.JournalWriter;
import org.tanist.journal.StaleTermException;

class RaftElectionTest {
    private static final Duration TIMEOUT = Duration.ofMillis(1000);

    @TempDir
    Path root;

    @Test
    void oneOfThreeLeadsAndItsEntriesReachAll() throws Exception {
        try (Cluster cluster = new Cluster(root, 3, TIMEOUT).startAll()) {
            Node leader = cluster.leader();
            JournalWriter writer = leader.open();
            assertThat(Node.write(writer, "a", "b").index()).isEqualTo(2);
            assertThat(Node.write(writer, "c").index()).isEqualTo(3);
            for (Node node : cluster.nodes) {
                Cluster.eventually("all delivered", () -> node.texts().equals(List.of("a", "b", "c")));
                assertThat(node.candidacy().view().leader()).contains(leader.member());
            }
            assertThat(leader.candidacy().view().cause()).isEqualTo("first election");
            assertThat(writer.confirm()
                            .toCompletableFuture()
                            .get(5, TimeUnit.SECONDS)
                            .index())
                    .isEqualTo(3);
        }
    }

    @Test
    void aMasterAnswersPingAfterPingOnOneConnection() throws Exception {
        try (Cluster cluster = new Cluster(root, 1, TIMEOUT).startAll()) {
            Member only = cluster.leader().member();
            AtomicInteger answers = new AtomicInteger();
            AtomicInteger connections = new AtomicInteger();
            AtomicInteger deaths = new AtomicInteger();
            try (DeathWatch watch = new DeathWatch(
                    Directory::find,
                    id -> deaths.incrementAndGet(),
                    id -> connections.incrementAndGet(),
                    id -> answers.incrementAndGet())) {
                watch.watch(List.of(only));
                Cluster.eventually("connected", () -> connections.get() == 1);
                for (int ping = 1; ping <= 20; ping++) {
                    int answered = ping;
                    watch.ping(only.id());
                    Cluster.eventually("answered", () -> answers.get() == answered);
                }
                assertThat(connections).hasValue(1);
                assertThat(deaths).hasValue(0);
            }
        }
    }

    @Test
    void transferNamesTheTargetInANewTermAndFencesTheOldWriter() throws Exception {
        try (Cluster cluster = new Cluster(root, 3, TIMEOUT).startAll()) {
            Node first = cluster.leader();
            JournalWriter old = first.open();
            Node.write(old, "a");
            Node second = cluster.others(first).get(0);
            long before = System.nanoTime();
            Outcome outcome = first.candidacy()
                    .transfer(second.member().id(), Duration.ofSeconds(5))
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            assertThat(outcome).isEqualTo(new Outcome.Done(new Term(2)));
            Cluster.eventually("the target leads", second::leads);
            JournalWriter next = second.open();
            Node.write(next, "b");
            System.out.println("transfer to first write: " + (System.nanoTime() - before) / 1_000 + " us");
            assertThatThrownBy(() -> Node.write(old, "late"))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(StaleTermException.class);
            assertThatThrownBy(() -> old.confirm().toCompletableFuture().get(5, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(StaleTermException.class);
            assertThat(second.texts()).containsExactly("a", "b");
            assertThat(second.candidacy().view().cause()).contains("transfer ordered by");
        }
    }

    @Test
    void anotherLeadsWhenTheActiveEnds() throws Exception {
        try (Cluster cluster = new Cluster(root, 3, TIMEOUT).startAll()) {
            Node first = cluster.leader();
            Node.write(first.open(), "a");
            first.close();
            Node second = cluster.leaderOtherThan(first);
            assertThat(second.term()).isEqualTo(new Term(2));
            assertThat(Node.write(second.open(), "b").index()).isEqualTo(2);
            assertThat(second.texts()).containsExactly("a", "b");
        }
    }

    @Test
    void everythingIsThereAfterAllRestart() throws Exception {
        try (Cluster cluster = new Cluster(root, 3, TIMEOUT).startAll()) {
            Node.write(cluster.leader().open(), "a", "b");
            cluster.close();
            cluster.startAll();
            Node leader = cluster.leader();
            assertThat(leader.term().value()).isGreaterThan(1);
            assertThat(Node.write(leader.open(), "c").index()).isEqualTo(3);
            for (Node node : cluster.nodes) {
                Cluster.eventually("replayed", () -> node.texts().equals(List.of("a", "b", "c")));
            }
        }
    }

    @Test
    void termsAreAboveTheFloor() throws Exception {
        try (Cluster cluster = new Cluster(root, 1, TIMEOUT)) {
            cluster.nodes.get(0).start(cluster.id, cluster.founders, TIMEOUT, new Term(41));
            assertThat(cluster.leader().term()).isEqualTo(new Term(42));
        }
    }
}
