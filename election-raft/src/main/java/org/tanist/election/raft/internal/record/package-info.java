/**
 * What stands in the Raft log, and the pure state machine over it: no I/O, no clock, no Ratis.
 *
 * <p>{@link org.tanist.election.raft.internal.record.Claim} names the active, {@link
 * org.tanist.election.raft.internal.record.Batch} carries journal entries, {@link
 * org.tanist.election.raft.internal.record.Ledger} decides, the same on every master, which of them count. All types are
 * immutable.
 */
@NullMarked
package org.tanist.election.raft.internal.record;

import org.jspecify.annotations.NullMarked;
