package org.tanist.election.raft.internal;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.tanist.cluster.MasterId;
import org.tanist.election.raft.internal.peer.Kind;
import org.tanist.election.raft.internal.peer.PeerChannels;
import org.tanist.election.raft.internal.peer.PeerException;

/** The way to the Raft leader, be it this node or another. Thread-safe. */
final class Gateway {
    private static final byte[] NOTHING = {};

    private final RaftNode node;
    private final PeerChannels channels;
    private final ReadProof proof;
    private final Duration limit;

    Gateway(RaftNode node, PeerChannels channels, ReadProof proof, Duration limit) {
        this.node = node;
        this.channels = channels;
        this.proof = proof;
        this.limit = limit;
    }

    /**
     * Commits a record. If another node leads, its verdict on a batch comes before this node's own log has it; in any other case, the log
     * alone tells. A failure leaves open whether it will be applied.
     */
    CompletableFuture<Verdict> submit(byte[] record) {
        if (node.leads()) {
            return node.submit(record).thenApply(done -> Verdict.NONE);
        }
        return leader().map(leader ->
                        channels.call(leader, Kind.SUBMIT, record, limit).thenApply(Verdict::decode))
                .orElseGet(Gateway::nobody);
    }

    /** A Raft index that a linearizable read beginning now must have applied. */
    CompletableFuture<Long> barrier() {
        if (node.leads()) {
            return proof.index();
        }
        return leader().map(leader -> channels.call(leader, Kind.BARRIER, NOTHING, limit)
                        .thenApply(answer -> ByteBuffer.wrap(answer).getLong()))
                .orElseGet(Gateway::nobody);
    }

    /** The Raft leader, if it is another node. */
    Optional<MasterId> leader() {
        return node.leader().filter(id -> !id.equals(node.id()));
    }

    private static <T> CompletableFuture<T> nobody() {
        return CompletableFuture.failedFuture(new PeerException("no Raft leader is known", false));
    }
}
