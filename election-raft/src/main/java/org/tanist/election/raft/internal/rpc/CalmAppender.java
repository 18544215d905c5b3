package org.tanist.election.raft.internal.rpc;

import org.apache.ratis.grpc.server.GrpcLogAppender;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.raftlog.RaftLogIOException;
import org.jspecify.annotations.Nullable;

/**
 * Ratis' appender without its surplus heartbeats. While several entries are on their way to a follower, Ratis sends it a heartbeat
 * whenever it is woken, so also upon each reply: to a follower that has just started, and answers slowly, a thousand a second, which
 * hold up its entries, and with them everything that needs it for a majority, for a second and more. Here a heartbeat goes out only when
 * it is due or was asked for.
 */
final class CalmAppender extends GrpcLogAppender {

    CalmAppender(RaftServer.Division server, LeaderState state, FollowerInfo follower) {
        super(server, state, follower);
    }

    /** Null, which sends nothing, for a heartbeat before its time. */
    @Override
    public @Nullable AppendEntriesRequestProto newAppendEntriesRequest(long callId, boolean heartbeat)
            throws RaftLogIOException {
        return heartbeat && getHeartbeatWaitTimeMs() > 0 ? null : super.newAppendEntriesRequest(callId, heartbeat);
    }
}
