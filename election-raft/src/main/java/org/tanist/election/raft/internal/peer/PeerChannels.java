package org.tanist.election.raft.internal.peer;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.thirdparty.io.grpc.CallOptions;
import org.apache.ratis.thirdparty.io.grpc.ConnectivityState;
import org.apache.ratis.thirdparty.io.grpc.ManagedChannel;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.apache.ratis.thirdparty.io.grpc.netty.NegotiationType;
import org.apache.ratis.thirdparty.io.grpc.netty.NettyChannelBuilder;
import org.apache.ratis.thirdparty.io.grpc.stub.ClientCalls;
import org.apache.ratis.thirdparty.io.grpc.stub.StreamObserver;
import org.tanist.cluster.ClusterId;
import org.tanist.cluster.MasterId;

/** The sending side: one warm channel to each other master. Answers complete on gRPC's threads. Thread-safe. */
public final class PeerChannels implements AutoCloseable {
    private static final int WINDOW_BYTES = 4 << 20;

    private final ClusterId cluster;
    private final Map<MasterId, ManagedChannel> channels = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** Channels that speak for {@code cluster}. */
    public PeerChannels(ClusterId cluster) {
        this.cluster = cluster;
    }

    /** Sends a message; fails with {@link PeerException} if there is no good answer within {@code limit}. */
    public CompletableFuture<byte[]> call(MasterId to, Kind kind, byte[] body, Duration limit) {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        if (closed) {
            answer.completeExceptionally(new PeerException("this master is closing", false));
            return answer;
        }
        ManagedChannel channel = channels.computeIfAbsent(to, PeerChannels::open);
        if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
            // The back-off of gRPC grows to minutes; a pulse must find a returned master at once.
            channel.resetConnectBackoff();
        }
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(limit.toNanos(), TimeUnit.NANOSECONDS);
        ClientCalls.asyncUnaryCall(
                channel.newCall(PeerService.CALL, options),
                new Envelope(cluster, kind, body).encode(),
                new StreamObserver<>() {
                    @Override
                    public void onNext(byte[] value) {
                        answer.complete(value);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        Status status = Status.fromThrowable(failure);
                        boolean answered = status.getCode() == Status.Code.FAILED_PRECONDITION
                                || status.getCode() == Status.Code.PERMISSION_DENIED;
                        String text = status.getDescription();
                        answer.completeExceptionally(new PeerException(
                                text == null ? status.getCode().name() : text, answered));
                    }

                    @Override
                    public void onCompleted() {}
                });
        return answer;
    }

    private static ManagedChannel open(MasterId to) {
        return NettyChannelBuilder.forTarget(Directory.target(to))
                .proxyDetector(address -> null)
                .negotiationType(NegotiationType.PLAINTEXT)
                .disableRetry()
                .maxInboundMessageSize(64 << 20)
                // A fixed window: the one that adapts itself sends a ping for each answer.
                .flowControlWindow(WINDOW_BYTES)
                .build();
    }

    /** Drops the channel to a master that left or moved; the next message opens a new one. */
    public void drop(MasterId id) {
        ManagedChannel channel = channels.remove(id);
        if (channel != null) {
            channel.shutdownNow();
        }
    }

    @Override
    public void close() {
        closed = true;
        channels.values().forEach(ManagedChannel::shutdownNow);
        channels.clear();
    }
}
