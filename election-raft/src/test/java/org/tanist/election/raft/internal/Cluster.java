package org.tanist.election.raft.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.tanist.cluster.ClusterId;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;
import org.tanist.cluster.Term;
import org.tanist.testkit.Eventually;
import org.tanist.testkit.FreePorts;

/** Masters in this process, on real sockets and disks. */
final class Cluster implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    final ClusterId id = new ClusterId(UUID.randomUUID());
    final Duration timeout;
    final List<Node> nodes = new ArrayList<>();
    final Membership founders;
    private final Path root;

    Cluster(Path root, int size, Duration timeout) throws IOException {
        this.root = root;
        this.timeout = timeout;
        List<Member> members = new ArrayList<>();
        for (int i = 1; i <= size; i++) {
            members.add(member("m" + i));
        }
        founders = new Membership(members);
        for (Member member : members) {
            nodes.add(new Node(member, root.resolve(member.name())));
        }
    }

    static Member member(String name) {
        return new Member(new MasterId(UUID.randomUUID()), name, new Endpoint("127.0.0.1", FreePorts.next()));
    }

    Cluster startAll() throws IOException {
        for (Node node : nodes) {
            start(node);
        }
        return this;
    }

    Node start(Node node) throws IOException {
        return node.start(id, founders, timeout, Term.NONE);
    }

    Node newcomer(String name) throws IOException {
        Node node = new Node(member(name), root.resolve(name));
        nodes.add(node);
        return node.start(id, Membership.EMPTY, timeout, Term.NONE);
    }

    /** The one that leads, waited for. */
    Node leader() {
        return first("somebody leads", Node::leads);
    }

    Node leaderOtherThan(Node old) {
        return first("somebody else leads", n -> n != old && n.leads());
    }

    List<Node> others(Node node) {
        return nodes.stream().filter(n -> n != node && n.running()).toList();
    }

    /** The first node for which this holds, as soon as there is one. */
    private Node first(String what, Predicate<Node> condition) {
        return Eventually.present(
                what, LIMIT, () -> nodes.stream().filter(condition).findFirst());
    }

    static void eventually(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within 20 s: " + what);
            }
            LockSupport.parkNanos(500_000);
        }
    }

    @Override
    public void close() {
        nodes.parallelStream().forEach(Node::close);
    }
}
