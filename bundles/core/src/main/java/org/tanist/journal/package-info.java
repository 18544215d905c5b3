/**
 * The journal: the ordered, durable, replicated log from which every master builds the same state.
 *
 * <h2>The promise</h2>
 *
 * <em>Once {@code open(term)} has returned, nothing is ever committed under a lower term, and everything lower terms acknowledged
 * is delivered to the follower before the position that {@link org.tanist.journal.JournalWriter#start} names.</em> This, and
 * nothing else, keeps two masters that both believe they lead from both acknowledging writes.
 *
 * <h2>How a caller uses it</h2>
 *
 * <pre>{@code
 * journal.follow(consumer);                              // on every master, all the time
 * JournalWriter writer = journal.open(term);             // on the active: fences, then
 * awaitApplied(writer.start());                          // replay to the end before serving
 * writer.append(List.of(entry)).thenAccept(position -> …);
 * writer.confirm().thenAccept(position -> read());       // a linearizable read
 * journal.checkpoint(new Snapshot(position, out -> …));  // now and then, on every master
 * }</pre>
 *
 * <h2>Rules</h2>
 *
 * <ul>
 *   <li>An append that completes normally is durable on a majority (or on the shared storage, with the fence read after the
 *       sync). One that completes with {@link org.tanist.journal.StaleTermException} has no effect and never will have. Any other
 *       failure means <em>outcome unknown</em>: the entries may still be delivered; their ids tell.
 *   <li>Entries are delivered to the consumer in order, each exactly once per life of the consumer's state, from one thread.
 *   <li>Indexes are dense: the n-th committed entry of the cluster's life has index n, whatever provider carried it.
 * </ul>
 */
@NullMarked
package org.tanist.journal;

import org.jspecify.annotations.NullMarked;
