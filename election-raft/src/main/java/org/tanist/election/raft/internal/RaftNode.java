package org.tanist.election.raft.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.proto.RaftProtos.TermIndexProto;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientAsynchronousProtocol;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.protocol.SnapshotManagementRequest;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftConfiguration;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.apache.ratis.util.ProtoUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Membership;
import org.tanist.election.raft.internal.machine.ClaimMachine;
import org.tanist.election.raft.internal.rpc.PushFactory;

/** One Ratis server with its one group: what the rest of this bundle needs of it. Thread-safe. */
final class RaftNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RaftNode.class);
    private static final Duration CLOSING = Duration.ofSeconds(4);

    private static final RaftPeerId NOBODY = RaftPeerId.valueOf("nobody");

    private final RaftServer server;
    private final RaftServer.Division division;
    private final RaftClientAsynchronousProtocol direct;
    private final RaftGroupId group;
    private final ClaimMachine machine;
    private final ClientId client = ClientId.randomId();
    private final AtomicLong calls = new AtomicLong();
    private volatile @Nullable Known known;

    RaftNode(RaftServer server, RaftGroupId group, ClaimMachine machine) throws IOException {
        this.server = server;
        this.group = group;
        this.machine = machine;
        this.division = server.getDivision(group);
        // The server would pass each request through an executor and wait for it; its division takes them directly.
        this.direct = division instanceof RaftClientAsynchronousProtocol async ? async : server;
    }

    ClaimMachine machine() {
        return machine;
    }

    /** Whether this node leads the Raft group and has applied everything older. */
    boolean leads() {
        return division.getInfo().isLeaderReady();
    }

    /** Who leads the Raft group as far as this node knows. */
    Optional<MasterId> leader() {
        RaftPeerId id = division.getInfo().getLeaderId();
        return id == null ? Optional.empty() : Optional.of(Peers.id(id));
    }

    boolean alive() {
        return division.getInfo().isAlive();
    }

    long raftTerm() {
        return division.getInfo().getCurrentTerm();
    }

    long commitIndex() {
        return division.getRaftLog().getLastCommittedIndex();
    }

    /** The last entry of the log, or of the snapshot that replaced it. */
    TermIndex last() {
        TermIndex last = division.getRaftLog().getLastEntryTermIndex();
        TermIndex applied = machine.lastApplied();
        return last == null || last.compareTo(applied) < 0 ? applied : last;
    }

    Membership membership() {
        RaftConfiguration now = division.getRaftConf();
        Known last = known;
        if (last == null || last.configuration() != now) {
            last = new Known(now, Peers.membership(now.getCurrentPeers()));
            known = last;
        }
        return last.members();
    }

    /** The members as read from a configuration, which never changes: they are asked for all the time. */
    private record Known(RaftConfiguration configuration, Membership members) {}

    /** Both the present members and, while they change, those before. */
    RaftConfiguration configuration() {
        return division.getRaftConf();
    }

    /** Commits a record through this node; completes when it is applied here, fails if this node does not lead. */
    CompletableFuture<Void> submit(byte[] record) {
        RaftClientRequest request = RaftClientRequest.newBuilder()
                .setClientId(client)
                .setServerId(server.getId())
                .setGroupId(group)
                .setCallId(calls.incrementAndGet())
                .setMessage(Message.valueOf(UnsafeByteOperations.unsafeWrap(record)))
                .setType(RaftClientRequest.writeRequestType())
                .build();
        try {
            return direct.submitClientRequestAsync(request).thenAccept(RaftNode::check);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static void check(RaftClientReply reply) {
        if (!reply.isSuccess()) {
            throw new CompletionException(reply.getException());
        }
    }

    /** Starts an election now, without a pre-vote. */
    boolean elect() throws IOException {
        TermIndex last = last();
        DivisionInfo info = division.getInfo();
        RaftPeerId leader = info.getLeaderId() == null ? server.getId() : info.getLeaderId();
        RaftRpcRequestProto head = RaftRpcRequestProto.newBuilder()
                .setRequestorId(leader.toByteString())
                .setReplyId(server.getId().toByteString())
                .setRaftGroupId(ProtoUtils.toRaftGroupIdProtoBuilder(group))
                .build();
        return server.startLeaderElection(StartLeaderElectionRequestProto.newBuilder()
                        .setServerRequest(head)
                        .setLeaderLastEntry(TermIndexProto.newBuilder()
                                .setTerm(Math.max(last.getTerm(), info.getCurrentTerm()))
                                .setIndex(last.getIndex()))
                        .build())
                .getServerReply()
                .getSuccess();
    }

    /**
     * Sends a pre-vote of nobody, which any peer refuses without a trace. In the name of this node it would be granted as long as
     * the log is empty, and each grant puts off the election of the peer.
     */
    void askNothing(MasterId peer) throws IOException {
        RaftRpcRequestProto head = RaftRpcRequestProto.newBuilder()
                .setRequestorId(NOBODY.toByteString())
                .setReplyId(Peers.id(peer).toByteString())
                .setRaftGroupId(ProtoUtils.toRaftGroupIdProtoBuilder(group))
                .setCallId(calls.incrementAndGet())
                .build();
        server.getServerRpc()
                .requestVote(RequestVoteRequestProto.newBuilder()
                        .setServerRequest(head)
                        .setCandidateTerm(0)
                        .setPreVote(true)
                        .setCandidateLastEntry(TermIndexProto.newBuilder())
                        .build());
    }

    /** Forgets the channel to a peer that failed: the next call opens a new one. Not on the leader, whose appenders use it. */
    void reconnect(MasterId peer, Exception failure) {
        server.getServerRpc().handleException(Peers.id(peer), failure, true);
    }

    /** Hands Raft leadership to a peer; true if that peer leads afterwards. */
    CompletableFuture<Boolean> handOver(MasterId target, long limitMillis) {
        TransferLeadershipRequest request = new TransferLeadershipRequest(
                client, server.getId(), group, calls.incrementAndGet(), Peers.id(target), limitMillis);
        try {
            return server.transferLeadershipAsync(request)
                    .thenApply(RaftClientReply::isSuccess)
                    .exceptionally(failure -> leader().filter(target::equals).isPresent());
        } catch (IOException e) {
            LOG.info("Raft leadership stays here: {}", e.getMessage());
            return CompletableFuture.completedFuture(false);
        }
    }

    /** Replaces the members, if they are still those given. */
    CompletableFuture<RaftClientReply> configure(SetConfigurationRequest.Arguments arguments) {
        SetConfigurationRequest request =
                new SetConfigurationRequest(client, server.getId(), group, calls.incrementAndGet(), arguments);
        try {
            return server.setConfigurationAsync(request);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Lets Ratis drop the log up to the newest checkpoint. */
    CompletableFuture<RaftClientReply> purge() {
        SnapshotManagementRequest request =
                SnapshotManagementRequest.newCreate(client, server.getId(), group, calls.incrementAndGet(), 30_000, 1);
        return server.snapshotManagementAsync(request);
    }

    /** As the Raft leader: tells one follower at once what is committed. */
    void push(MasterId follower) {
        if (server.getFactory() instanceof PushFactory factory) {
            factory.push(Peers.id(follower));
        }
    }

    /** As the Raft leader: whether a follower does not know yet that an entry is committed. */
    boolean behind(MasterId follower, long index) {
        return leads()
                && server.getFactory() instanceof PushFactory factory
                && factory.behind(Peers.id(follower), index);
    }

    /** As the Raft leader: whether a follower surely has the log up to an entry on its disk. */
    boolean has(MasterId follower, long index) {
        return server.getFactory() instanceof PushFactory factory && factory.matched(Peers.id(follower)) >= index;
    }

    /** As the Raft leader: how many committed entries a follower may still lack. */
    long lag(MasterId follower) {
        return server.getFactory() instanceof PushFactory factory
                ? Math.max(0, commitIndex() - factory.matched(Peers.id(follower)))
                : 0;
    }

    List<RaftPeer> peers() {
        return List.copyOf(division.getRaftConf().getCurrentPeers());
    }

    MasterId id() {
        return Peers.id(server.getId());
    }

    @Override
    public void close() {
        machine.detach();
        new Closing(server, CLOSING).run();
    }
}
