/**
 * The journal in ZooKeeper: batches of entries as znodes, each named by the index of its first entry, so that the one that follows is known
 * by name.
 *
 * <p>An append is one commit of two operations: the term's znode still has the version under which the term was taken, and the batch is
 * made. Taking a term changes that version, so the taking <em>is</em> the fence, and after it the log cannot grow but by the new term.
 * One batch is on its way at a time; what waits goes into the next one, which gathers for a moment while many append: a batch takes each of
 * the servers and of the standbys a dozen hand-overs between threads, an entry in it none. What is too large for one znode goes ahead in
 * parts. A standby looks for batches until there is none, and from then on goes by what it is told of.
 *
 * <p>Threads: {@code tanist-journal} reads and delivers; appends are sent by whoever calls or by ZooKeeper's event thread.
 */
@NullMarked
package org.tanist.election.zookeeper.internal.journal;

import org.jspecify.annotations.NullMarked;
