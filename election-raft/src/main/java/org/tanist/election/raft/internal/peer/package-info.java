/**
 * Messages between the masters besides Raft's own, on the same port: a small gRPC service of byte messages, and the directory
 * that says where each master listens.
 *
 * <p>Threads: requests are served on gRPC's own threads, which handlers must not block.
 */
@NullMarked
package org.tanist.election.raft.internal.peer;

import org.jspecify.annotations.NullMarked;
