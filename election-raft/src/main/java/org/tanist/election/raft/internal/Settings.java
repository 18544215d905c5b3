package org.tanist.election.raft.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.RaftConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;
import org.tanist.cluster.Endpoint;
import org.tanist.election.raft.internal.rpc.PushRpc;

/** The settings of Ratis, with the reasons for those that are not its defaults. */
final class Settings {
    /** The Raft port is the HTTP port plus this. */
    static final int PORT_OFFSET = 10_000;

    private Settings() {}

    /**
     * All of them.
     *
     * @param first whether this member shall lead the group if all start at once
     */
    static RaftProperties of(Path storage, Endpoint listen, Duration timeout, boolean first) {
        RaftProperties p = new RaftProperties();
        RaftConfigKeys.Rpc.setType(p, new PushRpc());
        RaftServerConfigKeys.setStorageDir(p, List.of(storage.toFile()));
        RaftServerConfigKeys.setRemovedGroupsDir(p, storage.resolve("removed").toFile());
        GrpcConfigKeys.Server.setHost(p, listen.host());
        GrpcConfigKeys.Server.setPort(p, listen.port());
        times(p, timeout.toMillis(), first);
        log(p);
        return p;
    }

    /** Where Raft leadership shall be, from {@code tanist.election.raft.leader}. */
    static LeaderPlacement.Aim aim(Map<String, String> settings) {
        String text = settings.getOrDefault("leader", "apart");
        return switch (text) {
            case "apart" -> LeaderPlacement.Aim.APART;
            case "together" -> LeaderPlacement.Aim.TOGETHER;
            default ->
                throw new IllegalArgumentException(
                        "tanist.election.raft.leader is '" + text + "': write apart or together");
        };
    }

    private static void times(RaftProperties p, long timeout, boolean first) {
        RaftServerConfigKeys.Rpc.setTimeoutMin(p, millis(timeout));
        RaftServerConfigKeys.Rpc.setTimeoutMax(p, millis(timeout + Math.max(50, timeout / 5)));
        // The first election waits for nobody but the one that shall lead, see LeaderPlacement; but these are also the
        // limits of a round of votes, and the peers of a
        // cold start
        // answer slowly: with less than this, rounds were seen to chase each other for seconds.
        long soon = Math.min(timeout, 120);
        long split = Math.max(soon + 50, timeout * 3 / 5);
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMin(p, millis(first ? soon : split));
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMax(p, millis(first ? split : split * 2));
        RaftServerConfigKeys.Rpc.setRequestTimeout(p, millis(1000));
        RaftServerConfigKeys.LeaderElection.setLeaderStepDownWaitTime(p, millis(1000));
        RaftServerConfigKeys.LeaderElection.setPreVote(p, true);
        // A long-paused server would be shut down for good; it must come back as a follower instead.
        RaftServerConfigKeys.setCloseThreshold(p, TimeDuration.valueOf(3650, TimeUnit.DAYS));
        RaftServerConfigKeys.RetryCache.setExpiryTime(p, TimeDuration.valueOf(2, TimeUnit.SECONDS));
        // Until a follower counts as slow, the leader tries a broken connection to it without any pause: by default
        // a dead one costs most of a core for a minute, of all times right after a failover. One that answers loses
        // nothing by counting as slow: new entries and its answers wake the leader.
        RaftServerConfigKeys.Rpc.setSlownessTimeout(p, millis(20));
    }

    private static void log(RaftProperties p) {
        RaftServerConfigKeys.Log.setSegmentSizeMax(p, SizeInBytes.valueOf("8MB"));
        RaftServerConfigKeys.Log.setPreallocatedSize(p, SizeInBytes.valueOf("1MB"));
        RaftServerConfigKeys.Log.setSegmentCacheNumMax(p, 2);
        // The commit index is learned from the leader after a restart; logging it doubles the entries.
        RaftServerConfigKeys.Log.setLogMetadataEnabled(p, false);
        RaftServerConfigKeys.Log.setAppendEntriesComposeEnabled(p, false);
        RaftServerConfigKeys.Log.Appender.setWaitTimeMin(p, TimeDuration.ZERO);
        // By default a follower that was away for long is tried once a second and then once in five; it must find its
        // way back
        // before the next failure.
        RaftServerConfigKeys.Log.Appender.setRetryPolicy(p, "5ms,4, 50ms,1000000000");
        RaftServerConfigKeys.Log.setPurgeUptoSnapshotIndex(p, true);
        RaftServerConfigKeys.Log.setPurgeGap(p, 1);
        RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(p, false);
        RaftServerConfigKeys.Snapshot.setRetentionFileNum(p, 2);
        RaftServerConfigKeys.Snapshot.setCreationGap(p, 1);
        // Reads are proven by our own rounds, see the package page; early elections skip the pre-vote, so no lease
        // holds.
        RaftServerConfigKeys.Read.setLeaderLeaseEnabled(p, false);
        GrpcConfigKeys.Server.setHeartbeatChannel(p, false);
    }

    private static TimeDuration millis(long millis) {
        return TimeDuration.valueOf(millis, TimeUnit.MILLISECONDS);
    }
}
