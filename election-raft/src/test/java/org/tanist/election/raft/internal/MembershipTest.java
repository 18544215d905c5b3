package org.tanist.election.raft.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tanist.cluster.ClusterId;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;
import org.tanist.cluster.Term;
import org.tanist.election.MembershipChange;
import org.tanist.election.Outcome;
import org.tanist.journal.JournalWriter;
import org.tanist.testkit.FreePorts;

class MembershipTest {
    private static final Duration TIMEOUT = Duration.ofMillis(1000);

    @TempDir
    Path root;

    private static Membership change(Node leader, MembershipChange change) throws Exception {
        return leader.candidacy().change(change).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void aNewcomerIsAddedCatchesUpAndCanBecomeActive() throws Exception {
        try (Cluster cluster = new Cluster(root, 3, TIMEOUT).startAll()) {
            Node leader = cluster.leader();
            Node.write(leader.open(), "a", "b");
            Node fourth = cluster.newcomer("m4");
            Membership after = change(leader, new MembershipChange.Add(fourth.member()));
            assertThat(after.members()).hasSize(4);
            Cluster.eventually("caught up", () -> fourth.texts().equals(List.of("a", "b")));
            Cluster.eventually(
                    "knows all",
                    () -> fourth.candidacy().view().membership().members().size() == 4);
            Cluster.eventually(
                    "is heard",
                    () -> leader.candidacy()
                                    .transfer(fourth.member().id(), Duration.ofSeconds(3))
                                    .toCompletableFuture()
                                    .join()
                            instanceof Outcome.Done);
            Cluster.eventually("leads", fourth::leads);
            Node.write(fourth.open(), "c");
        }
    }

    @Test
    void aRemovedMemberSeesThatItIsNoMember() throws Exception {
        try (Cluster cluster = new Cluster(root, 3, TIMEOUT).startAll()) {
            Node leader = cluster.leader();
            JournalWriter writer = leader.open();
            Node.write(writer, "a");
            Node gone = cluster.others(leader).get(0);
            assertThat(change(leader, new MembershipChange.Remove(gone.member().id()))
                            .members())
                    .hasSize(2);
            Node.write(writer, "b");
            Cluster.eventually(
                    "knows",
                    () -> gone.candidacy()
                            .view()
                            .membership()
                            .find(gone.member().id())
                            .isEmpty());
            assertThatThrownBy(() -> change(
                            leader, new MembershipChange.Remove(leader.member().id())))
                    .hasMessageContaining("transfer to another master before");
        }
    }

    @Test
    void aMemberMovesWhileItIsDown() throws Exception {
        try (Cluster cluster = new Cluster(root, 3, TIMEOUT).startAll()) {
            Node leader = cluster.leader();
            JournalWriter writer = leader.open();
            Node.write(writer, "a");
            Node moving = cluster.others(leader).get(0);
            moving.close();
            Endpoint place = new Endpoint("127.0.0.1", FreePorts.next());
            Membership after =
                    change(leader, new MembershipChange.Move(moving.member().id(), place));
            assertThat(after.find(moving.member().id()).orElseThrow().address()).isEqualTo(place);
            Node.write(writer, "b");
            Node moved = new Node(moving.member().at(place), moving.directory());
            cluster.nodes.add(moved);
            cluster.start(moved);
            Cluster.eventually("caught up", () -> moved.texts().equals(List.of("a", "b")));
            assertThat(leader.leads()).isTrue();
        }
    }

    @Test
    void aMemberThatIsUpElsewhereAlreadyIsFoundAndMoved() throws Exception {
        try (Cluster cluster = new Cluster(root, 3, TIMEOUT).startAll()) {
            Node leader = cluster.leader();
            JournalWriter writer = leader.open();
            Node.write(writer, "a");
            Node moving = cluster.others(leader).get(0);
            moving.close();
            Node moved = new Node(moving.member().at(new Endpoint("127.0.0.1", FreePorts.next())), moving.directory());
            cluster.nodes.add(moved);
            cluster.start(moved);
            Node.write(writer, "b");
            Cluster.eventually("caught up", () -> moved.texts().equals(List.of("a", "b")));
            change(
                    leader,
                    new MembershipChange.Move(
                            moved.member().id(), moved.member().address()));
            Cluster.eventually(
                    "official",
                    () -> moved.candidacy()
                            .view()
                            .membership()
                            .find(moved.member().id())
                            .filter(moved.member()::equals)
                            .isPresent());
        }
    }

    @Test
    void onlyTheActiveChangesMembers() throws Exception {
        try (Cluster cluster = new Cluster(root, 3, TIMEOUT).startAll()) {
            Node other = cluster.others(cluster.leader()).get(0);
            assertThatThrownBy(() -> change(
                            other, new MembershipChange.Remove(other.member().id())))
                    .hasMessageContaining("is not active");
        }
    }

    @Test
    void aDirectoryOfAnotherClusterIsRefused() throws Exception {
        try (Cluster cluster = new Cluster(root, 1, TIMEOUT).startAll()) {
            cluster.leader();
            Node node = cluster.nodes.get(0);
            node.close();
            ClusterId other = new ClusterId(UUID.randomUUID());
            assertThatThrownBy(() -> node.start(other, cluster.founders, TIMEOUT, Term.NONE))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("belongs to cluster " + cluster.id)
                    .hasMessageContaining(node.directory().toString());
        }
    }

    @Test
    void aUsedPortIsNamed() throws Exception {
        Member member = Cluster.member("m1");
        int port = member.address().port() + Settings.PORT_OFFSET;
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress("127.0.0.1", port));
            Node node = new Node(member, root.resolve("m1"));
            assertThatThrownBy(() -> node.start(
                            new ClusterId(UUID.randomUUID()), new Membership(List.of(member)), TIMEOUT, Term.NONE))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("127.0.0.1:" + port);
        }
    }
}
