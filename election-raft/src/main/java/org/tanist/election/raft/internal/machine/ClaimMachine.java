package org.tanist.election.raft.internal.machine;

import java.io.File;
import java.io.IOException;
import java.util.Collection;
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
 */
public final class ClaimMachine extends BaseStateMachine {
    private static final Logger LOG = LoggerFactory.getLogger(ClaimMachine.class);

    private final MachineListener listener;
    private final SimpleStateMachineStorage storage = new SimpleStateMachineStorage();
    private final Marks marks = new Marks();
    private final CountDownLatch attached = new CountDownLatch(1);
    private final Object restoring = new Object();
    private @Nullable EntryConsumer consumer;
    private volatile Ledger ledger = Ledger.EMPTY;
    private volatile Position delivered = Position.START;
    private volatile boolean closed;
    private volatile Position checkpoint = Position.START;
    private long checkpointIndex = RaftLog.INVALID_LOG_INDEX;

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
        synchronized (restoring) {
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
    }

    @Override
    public void pause() {
        getLifeCycle().transition(LifeCycle.State.PAUSING);
        getLifeCycle().transition(LifeCycle.State.PAUSED);
    }

    @Override
    public void reinitialize() throws IOException {
        synchronized (restoring) {
            getLifeCycle().transition(LifeCycle.State.STARTING);
            storage.loadLatestSnapshot();
            loadLedger();
            if (consumer != null) {
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
            apply(Record.decode(log.getStateMachineLogEntry().getLogData().toByteArray()));
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

    private void apply(Record entry) {
        if (entry instanceof Claim claim) {
            if (ledger.admits(claim)) {
                ledger = ledger.after(claim);
                listener.claimed(ledger);
            }
        } else if (entry instanceof Batch batch) {
            if (ledger.admits(batch)) {
                deliver(batch);
                ledger = ledger.after(batch);
                listener.appended(batch, ledger.position());
            } else {
                listener.voided(batch, ledger);
            }
        }
    }

    private void deliver(Batch batch) {
        EntryConsumer target = consumer;
        long index = ledger.position().index();
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
    public SingleFileSnapshotInfo getLatestSnapshot() {
        return storage.getLatestSnapshot();
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
