/**
 * The side channel: raw connections between the masters, by whose end the death of the active is noticed at once, without waiting for
 * the ZooKeeper session to expire.
 *
 * <p>Every master listens on its HTTP port plus 10000 and answers a greeting with its name; then both sides are silent. A master is
 * called dead only when a connection that was greeted has ended <em>and</em> both its ports refuse new ones on that host; a time-out, an answer, or
 * a port that somebody else has taken say nothing. An error here costs a needless change of the active, never safety, because the term is
 * fenced in ZooKeeper.
 *
 * <p>Threads: {@code tanist-porch} accepts, {@code tanist-guest} waits on each accepted connection, {@code tanist-link-<name>} on each own.
 */
@NullMarked
package org.tanist.election.zookeeper.internal.watch;

import org.jspecify.annotations.NullMarked;
