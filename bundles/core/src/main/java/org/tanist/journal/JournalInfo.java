package org.tanist.journal;

import org.tanist.cluster.Position;

/**
 * Figures of a journal for operators.
 *
 * @param provider its name
 * @param applied the last position delivered to the consumer
 * @param committed the last position known to be committed; at or after {@code applied}
 * @param checkpoint the newest checkpoint, {@link Position#START} if there is none
 * @param bytes size of what is kept on this master's disk, or on the shared storage
 * @param fencedWrites appends of stale terms that were refused here since the start
 * @param coordinator id of the master that puts the entries in order at present (the leader of a Raft group, which need not be the
 *     active), as far as this one knows; empty where no master does that, or none is known
 */
public record JournalInfo(
        String provider,
        Position applied,
        Position committed,
        Position checkpoint,
        long bytes,
        long fencedWrites,
        String coordinator) {

    /** Figures of a journal that needs no master to put its entries in order. */
    public JournalInfo(
            String provider, Position applied, Position committed, Position checkpoint, long bytes, long fencedWrites) {
        this(provider, applied, committed, checkpoint, bytes, fencedWrites, "");
    }
}
