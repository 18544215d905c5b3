package org.tanist.election.raft.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.server.RaftConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;
import org.tanist.cluster.TanistException;
import org.tanist.election.MembershipChange;
import org.tanist.election.Standing;
import org.tanist.election.raft.internal.peer.Directory;
import org.tanist.election.raft.internal.peer.Kind;
import org.tanist.election.raft.internal.peer.PeerChannels;
import org.tanist.election.raft.internal.peer.PeerException;

/**
 * Changes the voting members, one change at a time: asked for at the active, carried out by the Raft leader as a
 * compare-and-set of the Raft configuration.
 */
final class MemberChanges {
    private static final Logger LOG = LoggerFactory.getLogger(MemberChanges.class);
    private static final byte[] NOTHING = {};
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final long RETRY_MILLIS = 100;

    private final Member self;
    private final RaftNode node;
    private final Outlook outlook;
    private final PeerChannels channels;
    private final ScheduledExecutorService executor;

    MemberChanges(
            Member self, RaftNode node, Outlook outlook, PeerChannels channels, ScheduledExecutorService executor) {
        this.self = self;
        this.node = node;
        this.outlook = outlook;
        this.channels = channels;
        this.executor = executor;
    }

    CompletableFuture<Membership> order(MembershipChange change) {
        CompletableFuture<Membership> result = new CompletableFuture<>();
        attempt(change, System.nanoTime() + LIMIT.toNanos(), result);
        return result;
    }

    private void attempt(MembershipChange change, long deadlineNanos, CompletableFuture<Membership> result) {
        Membership present = node.membership();
        Membership wanted;
        try {
            if (!(outlook.view().standing() instanceof Standing.Leading)) {
                throw new TanistException(
                        ErrorCode.NOT_ACTIVE, self.name() + " is not active: ask the active to change members");
            }
            wanted = change.applyTo(present, self);
        } catch (TanistException e) {
            result.completeExceptionally(e);
            return;
        }
        if (wanted.equals(present)) {
            result.complete(present);
            return;
        }
        wanted.members().forEach(m -> {
            if (present.find(m.id()).filter(m::equals).isEmpty()) {
                Directory.put(m.id(), m.address().plus(Settings.PORT_OFFSET));
            }
        });
        byte[] body = MemberList.encode(present, wanted);
        send(body).whenComplete((ok, failure) -> {
            if (failure == null) {
                result.complete(wanted);
            } else if (System.nanoTime() - deadlineNanos >= 0) {
                result.completeExceptionally(new TanistException(
                        ErrorCode.TIMEOUT,
                        "the members were not changed in " + LIMIT.toSeconds() + " s: " + failure.getMessage()
                                + ": is the master of this change running and reachable?"));
            } else {
                LOG.info("changing members goes on: {}", failure.getMessage());
                later(() -> attempt(change, deadlineNanos, result), result);
            }
        });
    }

    private void later(Runnable task, CompletableFuture<Membership> result) {
        try {
            executor.schedule(task, RETRY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(new TanistException(
                    ErrorCode.NOT_ACTIVE, self.name() + " is closing: ask the active to change members", e));
        }
    }

    private CompletableFuture<byte[]> send(byte[] body) {
        if (node.leads()) {
            return carryOut(body);
        }
        Optional<MasterId> leader = node.leader().filter(id -> !id.equals(self.id()));
        return leader.map(id -> channels.call(id, Kind.CHANGE, body, LIMIT))
                .orElseGet(() -> CompletableFuture.failedFuture(new PeerException("no Raft leader is known", false)));
    }

    /** As the Raft leader: changes the configuration if it is still the expected one. */
    CompletableFuture<byte[]> carryOut(byte[] body) {
        Membership expected;
        Membership wanted;
        try {
            Membership[] both = MemberList.decode(body);
            expected = both[0];
            wanted = both[1];
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
        if (!node.membership().equals(expected)) {
            return CompletableFuture.failedFuture(new PeerException("the members have changed meanwhile", true));
        }
        if (wanted.find(self.id()).isEmpty()) {
            // A Raft leader that removes itself would stop before it has told the others; the active takes over first.
            return node.machine()
                    .ledger()
                    .active()
                    .map(active -> node.handOver(active, 1000))
                    .orElseGet(() -> CompletableFuture.completedFuture(false))
                    .thenCompose(done -> CompletableFuture.failedFuture(
                            new PeerException("Raft leadership is handed over first", true)));
        }
        wanted.members().forEach(m -> Directory.put(m.id(), m.address().plus(Settings.PORT_OFFSET)));
        LOG.info("changing members from {} to {}", MemberList.lines(expected), MemberList.lines(wanted));
        return node.configure(arguments(wanted)).thenApply(MemberChanges::check);
    }

    private SetConfigurationRequest.Arguments arguments(Membership wanted) {
        RaftConfiguration present = node.configuration();
        int highest = present.getCurrentPeers().stream()
                .mapToInt(RaftPeer::getPriority)
                .max()
                .orElse(0);
        boolean sameIds = wanted.members().size() == present.getCurrentPeers().size()
                && wanted.members().stream().allMatch(m -> present.getPeer(Peers.id(m.id())) != null);
        // Ratis ignores a change of addresses alone; a new priority, the same for all, makes it one that it sees.
        int priority = sameIds ? highest + 1 : highest;
        return SetConfigurationRequest.Arguments.newBuilder()
                .setServersInCurrentConf(List.copyOf(present.getCurrentPeers()))
                .setServersInNewConf(Peers.peers(wanted, priority))
                .setMode(SetConfigurationRequest.Mode.COMPARE_AND_SET)
                .build();
    }

    private static byte[] check(RaftClientReply reply) {
        if (!reply.isSuccess()) {
            throw new CompletionException(reply.getException());
        }
        return NOTHING;
    }
}
