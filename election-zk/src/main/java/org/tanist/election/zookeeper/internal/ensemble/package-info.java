/**
 * The connection with the ZooKeeper ensemble: settings, sessions, and reads and commits that complete later.
 *
 * <p>ZooKeeper's own client is used without a layer above it, because everything here rests on what such layers hide: requests of one
 * session are carried out in the order in which they were sent, nothing is repeated behind our back, and an answer that was lost
 * is told as such. Answers come on ZooKeeper's event thread, one at a time and in order; who gets them must return promptly.
 */
@NullMarked
package org.tanist.election.zookeeper.internal.ensemble;

import org.jspecify.annotations.NullMarked;
