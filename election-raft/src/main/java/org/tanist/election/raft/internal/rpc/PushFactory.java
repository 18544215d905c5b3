package org.tanist.election.raft.internal.rpc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.grpc.GrpcFactory;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.leader.LogAppender;

/** Remembers the log appenders of the present leadership, to trigger their heartbeats. Thread-safe. */
public final class PushFactory extends GrpcFactory {
    private final Map<RaftPeerId, LogAppender> appenders = new ConcurrentHashMap<>();

    PushFactory(Parameters parameters) {
        super(parameters);
    }

    @Override
    public LogAppender newLogAppender(RaftServer.Division server, LeaderState state, FollowerInfo follower) {
        LogAppender appender = new CalmAppender(server, state, follower);
        appenders.put(follower.getId(), appender);
        return appender;
    }

    /** Tells one follower what is committed. */
    public void push(RaftPeerId follower) {
        LogAppender appender = appenders.get(follower);
        if (appender != null) {
            appender.triggerHeartbeat();
        }
    }

    /** Up to where a follower surely has the log; -1 if nothing is known. */
    public long matched(RaftPeerId follower) {
        LogAppender appender = appenders.get(follower);
        return appender != null && appender.isRunning() ? appender.getFollower().getMatchIndex() : -1;
    }

    /** Whether a follower, as far as its last reply tells, does not know yet that an entry is committed. */
    public boolean behind(RaftPeerId follower, long index) {
        LogAppender appender = appenders.get(follower);
        return appender != null
                && appender.isRunning()
                && appender.getFollower().getCommitIndex() < index;
    }
}
