/**
 * Electing the active master: the SPI that election providers (Raft, ZooKeeper, plugins) implement.
 *
 * <h2>What an election is for</h2>
 *
 * An election gives <em>liveness</em>: somebody should lead. Safety never rests on it, nor on any clock: a master serves only
 * after it has opened the {@linkplain org.tanist.journal journal} with its term, which fences every older term. So an election
 * may err towards two leaders for a moment; it must never grant one term twice, nor a term that is not above every term granted
 * before.
 *
 * <h2>How a caller uses it</h2>
 *
 * <pre>{@code
 * Candidacy candidacy = election.stand(candidate, floor, view -> loop.wake());
 * switch (candidacy.view().standing()) {
 *   case Leading leading     -> activate(leading.term());
 *   case Following following -> standBy();
 *   case Uncertain uncertain -> stopEveryEffectNow();
 * }
 * candidacy.resign("own disk failed");   // stay standby until resume()
 * candidacy.close();
 * }</pre>
 *
 * <h2>The caller's duties</h2>
 *
 * <ul>
 *   <li>Compare terms: a listener call may be late, and may stand for several changes. Only the newest view counts.
 *   <li>{@link org.tanist.election.Standing.Uncertain} means: stop answering and acting at once, then ask why.
 *   <li>Never assume that a view's leader serves already; it may still be replaying.
 * </ul>
 *
 * <h2>The provider's duties</h2>
 *
 * <ul>
 *   <li>Terms strictly grow in a cluster, across restarts, wiped members and changes of provider: only terms above the
 *       {@code floor} are granted.
 *   <li>{@code view()} never blocks. Listener calls are serial, come from a thread named {@code tanist-…}, never under a lock of
 *       the provider, and none follows {@code close()}, which is idempotent.
 * </ul>
 */
@NullMarked
package org.tanist.election;

import org.jspecify.annotations.NullMarked;
