/**
 * Ratis' gRPC transport with one addition: the Raft leader can tell followers at once what is committed.
 *
 * <p>Ratis tells them with the next entry or heartbeat, half a time-out later. That is too late when the committed entry makes
 * the follower the active, or when the follower is the active and waits for its own entry.
 */
@NullMarked
package org.tanist.election.raft.internal.rpc;

import org.jspecify.annotations.NullMarked;
