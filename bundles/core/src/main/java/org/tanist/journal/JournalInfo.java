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
 */
public record JournalInfo(
        String provider, Position applied, Position committed, Position checkpoint, long bytes, long fencedWrites) {}
