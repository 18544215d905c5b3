/**
 * Ratis' gRPC transport, changed in one point: when the Raft leader tells followers what is committed.
 *
 * <p>Ratis tells them at once, each of them, which costs more than the entry itself. Here they learn it with the next entry, with a
 * heartbeat, or when the leader decides that one of them has to know: because the committed entry makes it the active, because it is the
 * active and waits for the entry, or because nothing has followed for a while.
 */
@NullMarked
package org.tanist.election.raft.internal.rpc;

import org.jspecify.annotations.NullMarked;
