/**
 * Election and journal over Raft (Apache Ratis).
 *
 * <p>The Raft log is the only truth. A committed {@link org.tanist.election.raft.internal.record.Claim} names the active; the
 * Raft leader is just the node through which records are committed, and by default another master than the active. So a transfer
 * of the active is one commit, and a change of the Raft leader is invisible to users.
 *
 * <h2>Why two actives never both acknowledge</h2>
 *
 * A batch counts only if its term is the ledger's at the place where it stands in the log ({@link
 * org.tanist.election.raft.internal.record.Ledger}). It is acknowledged when it is committed, counted and applied by its author. A later
 * term begins with a claim behind it in the same log, so its active has applied the batch before it leads. Everything else here (pulses,
 * links, time-outs) only decides how soon somebody claims.
 *
 * <p>Who tells the author that its batch is committed and counts does not matter: its own log, or, sooner, the Raft leader ({@link
 * org.tanist.election.raft.internal.Verdict}), which has found so by applying the same log to the same ledger. The author is alone in
 * its term and has one batch on its way, so a batch that counts comes right behind the last one that it applied, and it may apply it before
 * its own log has it: a majority has it already. It may also take all of the log up to that batch for applied, because nothing else in there
 * can have changed its state: a claim that counts would have ended the term, and the batch would not count.
 *
 * <h2>Why a confirmed read is linearizable</h2>
 *
 * {@code confirm()} asks the Raft leader for a read index ({@link org.tanist.election.raft.internal.ReadProof}): the leader of
 * Raft term T takes its commit index c <em>after</em> the call began, then asks the others which Raft term they are in. If a
 * majority (itself included) answers T after that moment, no leader of a later term existed when the call began: electing one
 * takes a majority that has moved beyond T, which shares a member with the one that answered. So everything acknowledged before
 * the call, writes and claims alike, was committed by T or earlier and stands at or before c. The caller then waits until it has
 * applied c, and looks whether its term is still in force. No clock and no lease is involved, and early elections do no harm.
 *
 * <h2>Slow, or stopped?</h2>
 *
 * Nothing but time tells a master that has stopped from one that is slow, and on a busy machine a pulse is late now and then. Three things
 * keep a short time-out from costing a needless change of the active ({@link org.tanist.election.raft.internal.Hearing}): a master
 * that itself stood still trusts no silence; one that hears nothing asks in time, also by a ping that needs none of the other's executors;
 * and most must agree, unless the silence lasts twice as long, since an active that only the Raft leader does not hear cannot write.
 *
 * <h2>Threads</h2>
 *
 * {@code tanist-raft} (decides who shall be active, see {@link org.tanist.election.raft.internal.Steward}), {@code tanist-pulse}
 * (tells the others that this master lives), {@code tanist-election} (listener calls), one {@code tanist-link-<name>} for each
 * other master (early detection), {@code tanist-warmth} (loads classes at the start, keeps the way of votes warm), and those of
 * Ratis and gRPC.
 */
@NullMarked
package org.tanist.election.raft.internal;

import org.jspecify.annotations.NullMarked;
