package org.tanist.election.raft.internal.rpc;

import java.util.concurrent.TimeUnit;
import org.apache.ratis.grpc.server.GrpcLogAppender;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.raftlog.RaftLogIOException;
import org.apache.ratis.util.AwaitForSignal;
import org.jspecify.annotations.Nullable;

/**
 * Ratis' appender without its surplus messages and wake-ups.
 *
 * <p>While several entries are on their way to a follower, Ratis sends it a heartbeat whenever it is woken, so also upon each reply: to a
 * follower that has just started, and answers slowly, a thousand a second, which hold up its entries, and with them everything that needs
 * it for a majority, for a second and more. Here a heartbeat goes out only when it is due or was asked for.
 *
 * <p>Ratis wakes all appenders at each commit and at each reply, to tell followers the commit index at once: two messages, two answers and a
 * dozen thread switches for each entry. The next entry tells it as well, or {@link PushFactory#push} if none follows. So the thread wakes
 * only when there is something to send; and then surely: Ratis' own signal is lost if it comes right before the wait begins, after which an
 * entry would wait for the next heartbeat.
 */
final class CalmAppender extends GrpcLogAppender {
    private final Signal signal = new Signal();

    CalmAppender(RaftServer.Division server, LeaderState state, FollowerInfo follower) {
        super(server, state, follower);
    }

    /** Null, which sends nothing, for a heartbeat before its time. */
    @Override
    public @Nullable AppendEntriesRequestProto newAppendEntriesRequest(long callId, boolean heartbeat)
            throws RaftLogIOException {
        return heartbeat && getHeartbeatWaitTimeMs() > 0 ? null : super.newAppendEntriesRequest(callId, heartbeat);
    }

    @Override
    public AwaitForSignal getEventAwaitForSignal() {
        return signal;
    }

    @Override
    public void notifyLogAppender() {
        if (shouldSendAppendEntries()) {
            signal.signal();
        }
    }

    /** Keeps a signal that nobody waits for until the next one waits. */
    private static final class Signal extends AwaitForSignal {
        private boolean signalled;

        Signal() {
            super("appender");
        }

        @Override
        public synchronized boolean await(long time, TimeUnit unit) throws InterruptedException {
            long limit = unit.toNanos(time);
            long begin = System.nanoTime();
            for (long left = limit; !signalled && left > 0; left = limit - (System.nanoTime() - begin)) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
            boolean was = signalled;
            signalled = false;
            return was;
        }

        @Override
        public synchronized void signal() {
            signalled = true;
            notifyAll();
        }
    }
}
