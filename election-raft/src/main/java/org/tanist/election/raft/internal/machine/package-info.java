/**
 * The Raft state machine: applies the log to the {@link org.tanist.election.raft.internal.record.Ledger} and to the journal's
 * consumer, and keeps checkpoints.
 *
 * <p>Everything here runs on Ratis' updater thread, but for checkpoints, which are written by the thread that asks for one, and
 * the first restore, which runs on the thread that attaches the consumer.
 */
@NullMarked
package org.tanist.election.raft.internal.machine;

import org.jspecify.annotations.NullMarked;
