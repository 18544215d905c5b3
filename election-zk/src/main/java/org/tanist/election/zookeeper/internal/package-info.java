/**
 * Election by a ZooKeeper ensemble.
 *
 * <h2>The recipe</h2>
 *
 * A persistent znode {@code term} holds the newest term, an ephemeral one {@code active} says who leads. Taking the lead is one commit: set
 * {@code term} to the next number under the version that was read, and make {@code active} (removing a dead one's). So each term is
 * granted once, and the version of {@code term} is the fence: every append to the journal, every change of the members and every proof
 * that a read needs is a commit that checks it. Whoever loses an answer reads again: the lead is its own if both znodes name its session.
 *
 * <h2>What makes it fast, and what does not make it unsafe</h2>
 *
 * <ul>
 *   <li>The <em>lease</em>: a master whose fence check was not acknowledged within it shows itself as uncertain, before ZooKeeper can have ended
 *       its session. While the connection is lost but the lease holds, it still leads; nothing can be acknowledged meanwhile, because everything
 *       needs a commit.
 *   <li>The <em>side channel</em>: see the package {@code watch}.
 *   <li>The journal's end is read <em>right behind</em> the commit that takes the lead, in the same session and connection, so that it is known when
 *       the term is opened. If the answer to that commit is lost, so is what was read.
 *   <li>A <em>rehearsal</em>: a standby makes one claim that must be refused, and writes to nowhere once, when it starts; its first real ones
 *       find their code loaded.
 *   <li>A transfer is one commit of the old active, which ends its term and names the heir, and one of the heir.
 * </ul>
 *
 * <p>Threads: {@code tanist-zookeeper} decides (see {@code Steward}), {@code tanist-election} calls the listener, {@code tanist-journal}
 * delivers entries; the two threads of ZooKeeper's client only pass things on.
 */
@NullMarked
package org.tanist.election.zookeeper.internal;

import org.jspecify.annotations.NullMarked;
