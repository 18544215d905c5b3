package org.tanist.election.raft.internal;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.tanist.cluster.Position;
import org.tanist.election.raft.internal.record.Batch;
import org.tanist.election.raft.internal.record.Ledger;

/**
 * The Raft leader's part in committing what others wrote. The author of a batch is told that it counts as soon as it is committed, before
 * it is applied here, so that both apply it at the same time. Thread-safe.
 */
final class Submissions {
    private final RaftNode node;
    private final CommitPush pushes;
    private final Map<Batch.Key, CompletableFuture<Verdict>> awaited = new ConcurrentHashMap<>();
    private volatile long told = -1;

    Submissions(RaftNode node, CommitPush pushes) {
        this.node = node;
        this.pushes = pushes;
    }

    /** Commits a record of another master; see {@link Gateway#submit} for the answer. */
    CompletableFuture<Verdict> take(byte[] record) {
        Optional<Batch.Key> key = Batch.Key.of(ByteBuffer.wrap(record));
        if (key.isEmpty()) {
            return node.submit(record).thenApply(done -> Verdict.NONE);
        }
        CompletableFuture<Verdict> answer = new CompletableFuture<>();
        // A repeated submission takes the place of the first, whose author waits no longer.
        awaited.put(key.get(), answer);
        node.submit(record).whenComplete((done, failure) -> {
            awaited.remove(key.get(), answer);
            if (failure != null) {
                answer.completeExceptionally(failure);
            } else {
                answer.complete(late(key.get()));
            }
        });
        return answer;
    }

    /** A batch counts: tells its author, or lets the log tell if nobody waits here for that. */
    void decided(Batch batch, Verdict verdict) {
        CompletableFuture<Verdict> answer = awaited.remove(batch.key());
        if (answer != null && answer.complete(verdict)) {
            told = verdict.raftIndex();
        } else {
            pushes.toActive();
        }
    }

    /** The answer to an active that asked for a read index, and is going to wait until it has applied it. */
    byte[] barrier(long raftIndex) {
        if (raftIndex > told) {
            pushes.toActive(raftIndex);
        }
        return ByteBuffer.allocate(Long.BYTES).putLong(raftIndex).array();
    }

    /** Of a batch that did not count now: it may have counted when it was submitted before. */
    private Verdict late(Batch.Key key) {
        Ledger ledger = node.machine().ledger();
        Position last = ledger.position();
        return ledger.term() == key.term() && ledger.batch() == key.number()
                ? new Verdict(last.index(), Verdict.UNKNOWN)
                : Verdict.NONE;
    }
}
