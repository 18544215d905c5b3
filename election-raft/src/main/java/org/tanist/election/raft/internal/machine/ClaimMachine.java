package org.tanist.election.raft.internal.machine;

import java.io.File;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftConfigurationProto;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.util.LifeCycle;
import org.apache.ratis.util.MD5FileUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.election.raft.internal.record.Batch;
import org.tanist.election.raft.internal.record.Claim;
import org.tanist.election.raft.internal.record.Ledger;
import org.tanist.election.raft.internal.record.Record;
import org.tanist.journal.Entry;
import org.tanist.journal.EntryConsumer;
import org.tanist.journal.Snapshot;

/**
 * Applies the Raft log to the ledger and to the consumer.
 *
 * <p>Nothing is applied before the consumer is attached, so this node cannot become the Raft leader that claims, nor an active,
 * with a state that misses entries.
 *
 * <p>The active, which wrote the batches itself, need not wait until its own log says that they are committed: once the Raft leader has
 * told that a batch counts, {@link #anticipate} delivers it. The log brings it again later; nothing is delivered twice.
 */
public final class ClaimMachine extends BaseStateMachine {
    private static final Logger LOG = LoggerFactory.getLogger(ClaimMachine.class);

    private final MachineListener listener;
    private final SimpleStateMachineStorage storage = new SimpleStateMachineStorage();
    private final Marks marks = new Marks();
    private final CountDownLatch attached = new CountDownLatch(1);
    /** Held while the consumer is called, and while it is restored. */
    private final Object delivering = new Object();

    private @Nullable EntryConsumer consumer;
    private volatile Ledger ledger = Ledger.EMPTY;
    private volatile Position delivered = Position.START;
    private volatile List<Batch> expected = List.of();
    private volatile boolean initialized;
    private volatile boolean closed;
    private volatile Position checkpoint = Position.START;
    private volatile long checkpointIndex = RaftLog.INVALID_LOG_INDEX;

    /** A machine that tells {@code listener} what it applied. */
    public ClaimMachine(MachineListener listener) {
        this.listener = listener;
    }

    /** The ledger as applied here. */
    public Ledger ledger() {
        return ledger;
    }

    /** The last entry that has reached the consumer. */
    public Position delivered() {
        return delivered;
    }

    /** The newest checkpoint on this disk. */
    public Position checkpoint() {
        return checkpoint;
    }

    /** Attaches the consumer, restores it, and lets applying begin. */
    public void attach(EntryConsumer newConsumer) {
        synchronized (delivering) {
            if (consumer != null) {
                throw new IllegalStateException("a consumer follows this journal already");
            }
            consumer = newConsumer;
            try {
                restoreConsumer();
            } catch (IOException e) {
                LOG.error("the checkpoint could not be restored, this master stops following: {}", e.getMessage(), e);
                listener.failed("checkpoint unreadable: " + e.getMessage());
                return;
            }
        }
        attached.countDown();
    }

    /** Lets a blocked apply end; the consumer is not called afterwards. */
    public void detach() {
        closed = true;
        attached.countDown();
    }

    @Override
    public void initialize(RaftServer server, RaftGroupId groupId, RaftStorage raftStorage) throws IOException {
        super.initialize(server, groupId, raftStorage);
        storage.init(raftStorage);
        getLifeCycle().startAndTransition(this::loadLedger, IOException.class);
        initialized = true;
    }

    @Override
    public void pause() {
        getLifeCycle().transition(LifeCycle.State.PAUSING);
        getLifeCycle().transition(LifeCycle.State.PAUSED);
    }

    @Override
    public void reinitialize() throws IOException {
        synchronized (delivering) {
            getLifeCycle().transition(LifeCycle.State.STARTING);
            storage.loadLatestSnapshot();
            Position before = delivered;
            loadLedger();
            if (before.index() > delivered.index()) {
                // An active that was told of batches ahead of its log has more than the checkpoint: that stays.
                delivered = before;
            } else if (consumer != null) {
                restoreConsumer();
            }
            getLifeCycle().transition(LifeCycle.State.RUNNING);
        }
        listener.claimed(ledger);
        listener.applied(getLastAppliedTermIndex().getIndex());
    }

    private void loadLedger() throws IOException {
        SingleFileSnapshotInfo info = storage.getLatestSnapshot();
        if (info == null) {
            return;
        }
        File file = info.getFile().getPath().toFile();
        MD5FileUtil.verifySavedMD5(file, MD5FileUtil.computeMd5ForFile(file));
        try (SnapshotFile snapshot = SnapshotFile.open(file.toPath())) {
            ledger = snapshot.ledger();
            delivered = snapshot.delivered();
            checkpoint = snapshot.delivered();
            checkpointIndex = info.getIndex();
            marks.reset(info.getTerm(), info.getIndex(), ledger);
            setLastAppliedTermIndex(info.getTermIndex());
        }
    }

    private void restoreConsumer() throws IOException {
        SingleFileSnapshotInfo info = storage.getLatestSnapshot();
        if (info == null || consumer == null) {
            return;
        }
        try (SnapshotFile snapshot = SnapshotFile.open(info.getFile().getPath())) {
            consumer.restore(snapshot.delivered(), snapshot.state());
        }
    }

    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
        LogEntryProto log = transaction.getLogEntry();
        if (!awaitConsumer()) {
            return CompletableFuture.failedFuture(new IllegalStateException("this master is closing"));
        }
        try {
            apply(record(log.getStateMachineLogEntry().getLogData()), log.getIndex());
        } catch (IOException e) {
            LOG.error("log entry {} cannot be read: {}", log.getIndex(), e.getMessage());
            listener.failed("log entry " + log.getIndex() + " cannot be read: " + e.getMessage());
            throw new IllegalStateException(e);
        }
        updateLastAppliedTermIndex(log.getTerm(), log.getIndex());
        marks.offer(log.getTerm(), log.getIndex(), ledger);
        listener.applied(log.getIndex());
        return CompletableFuture.completedFuture(Message.EMPTY);
    }

    private boolean awaitConsumer() {
        try {
            attached.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return !closed;
    }

    /**
     * What this node is about to write: the log will bring it, and it need not be decoded then. The one before may not have come yet. Called
     * by one thread at a time.
     */
    public void expect(Batch batch) {
        List<Batch> before = expected;
        expected = before.isEmpty() ? List.of(batch) : List.of(batch, before.get(0));
    }

    private Record record(ByteString bytes) throws IOException {
        Optional<Batch.Key> key = Batch.Key.of(bytes.asReadOnlyByteBuffer());
        if (key.isPresent()) {
            for (Batch mine : expected) {
                if (mine.key().equals(key.get())) {
                    return mine;
                }
            }
        }
        return Record.decode(bytes.toByteArray());
    }

    private void apply(Record entry, long raftIndex) {
        if (entry instanceof Claim claim) {
            if (ledger.admits(claim)) {
                ledger = ledger.after(claim);
                listener.claimed(ledger);
            }
        } else if (entry instanceof Batch batch) {
            if (ledger.admits(batch)) {
                Ledger next = ledger.after(batch);
                listener.decided(batch, next.position(), raftIndex);
                synchronized (delivering) {
                    deliver(batch, ledger.position().index());
                }
                ledger = next;
                listener.appended(batch, next.position());
            } else {
                listener.voided(batch, ledger);
            }
        }
    }

    /**
     * Delivers a batch that the Raft leader found committed and counting, if it is the next one here.
     *
     * @param last where its last entry stands, as the Raft leader told
     * @return false if the log has brought it already, or has to bring others first: then it will bring this one, too
     */
    public boolean anticipate(Batch batch, long last) {
        synchronized (delivering) {
            long before = delivered.index();
            boolean next = before + batch.entries().size() == last && batch.term() == ledger.term();
            if (!next || closed || attached.getCount() > 0) {
                return false;
            }
            deliver(batch, before);
            return true;
        }
    }

    private void deliver(Batch batch, long before) {
        EntryConsumer target = consumer;
        long index = before;
        Term term = new Term(batch.term());
        for (Entry entry : batch.entries()) {
            index++;
            if (index > delivered.index() && target != null) {
                Position position = new Position(term, index);
                try {
                    target.apply(position, entry);
                } catch (RuntimeException e) {
                    LOG.error("the consumer failed at {}, which it promised never to do", position, e);
                }
                delivered = position;
            }
        }
    }

    @Override
    public void notifyTermIndexUpdated(long term, long index) {
        if (!awaitConsumer()) {
            return;
        }
        super.notifyTermIndexUpdated(term, index);
        marks.offer(term, index, ledger);
        listener.applied(index);
    }

    /**
     * Writes a checkpoint.
     *
     * @return false if a newer one exists already
     */
    public synchronized boolean store(Snapshot snapshot) throws IOException {
        if (snapshot.position().index() <= checkpoint.index()) {
            return false;
        }
        Optional<Marks.Mark> found = marks.before(snapshot.position().index());
        if (found.isEmpty() || found.get().raftIndex() < 0) {
            throw new IOException("the checkpoint at " + snapshot.position() + " is too old: take a new one");
        }
        Marks.Mark mark = found.get();
        if (mark.raftIndex() > checkpointIndex) {
            File file = storage.getSnapshotFile(mark.raftTerm(), mark.raftIndex());
            MD5Hash hash = SnapshotFile.write(file, mark.ledger(), snapshot);
            storage.updateLatestSnapshot(
                    new SingleFileSnapshotInfo(new FileInfo(file.toPath(), hash), mark.raftTerm(), mark.raftIndex()));
            checkpointIndex = mark.raftIndex();
            checkpoint = snapshot.position();
            return true;
        }
        return false;
    }

    /** Called by Ratis to learn how far its log may be purged; the file is written by {@link #store}. */
    @Override
    public long takeSnapshot() {
        SingleFileSnapshotInfo info = storage.getLatestSnapshot();
        return info == null ? RaftLog.INVALID_LOG_INDEX : info.getIndex();
    }

    @Override
    public StateMachineStorage getStateMachineStorage() {
        return storage;
    }

    @Override
    public @Nullable SingleFileSnapshotInfo getLatestSnapshot() {
        // Ratis asks several times for each entry, and its storage reads the directory as long as it has found no
        // snapshot there.
        return initialized && checkpointIndex == RaftLog.INVALID_LOG_INDEX ? null : storage.getLatestSnapshot();
    }

    /** The last applied place in the Raft log. */
    public TermIndex lastApplied() {
        return getLastAppliedTermIndex();
    }

    @Override
    public void notifyLeaderReady() {
        listener.leaderReady();
    }

    @Override
    public void notifyLeaderChanged(RaftGroupMemberId member, RaftPeerId leader) {
        listener.leaderChanged();
    }

    @Override
    public void notifyNotLeader(Collection<TransactionContext> pending) {
        listener.leaderChanged();
    }

    @Override
    public void notifyConfigurationChanged(long term, long index, RaftConfigurationProto configuration) {
        listener.configurationChanged();
    }

    @Override
    public void notifyLogFailed(@Nullable Throwable cause, @Nullable LogEntryProto entry) {
        listener.failed("the Raft log cannot be written: " + cause);
    }

    @Override
    public void notifyServerShutdown(@Nullable RoleInfoProto role, boolean allServer) {
        if (!closed) {
            listener.failed("the Raft server has stopped");
        }
    }

    @Override
    public void close() {
        detach();
    }
}
