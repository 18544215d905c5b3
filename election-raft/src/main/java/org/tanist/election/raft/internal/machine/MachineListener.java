package org.tanist.election.raft.internal.machine;

import org.tanist.cluster.Position;
import org.tanist.election.raft.internal.record.Batch;
import org.tanist.election.raft.internal.record.Ledger;

/** Told by the state machine, on Ratis' threads: must return at once. */
public interface MachineListener {

    /** A claim counted: {@code ledger} is in force. Called before anything later is applied. */
    void claimed(Ledger ledger);

    /**
     * A batch counts, and reaches the consumer next.
     *
     * @param last where its last entry stands
     * @param raftIndex where it stands in the Raft log
     */
    void decided(Batch batch, Position last, long raftIndex);

    /** A batch counted; its last entry stands at {@code last} and has reached the consumer. */
    void appended(Batch batch, Position last);

    /** A batch did not count, because its term is over or it had counted before. */
    void voided(Batch batch, Ledger ledger);

    /** Everything up to this index of the Raft log is applied. */
    void applied(long raftIndex);

    /** This node leads the Raft group and has applied everything older. */
    void leaderReady();

    /** Somebody leads the Raft group, or this node no longer does. */
    void leaderChanged();

    /** The members have changed. */
    void configurationChanged();

    /** The log cannot be written any more: this node must stop. */
    void failed(String reason);
}
