package org.tanist.election.raft.internal.peer;

import java.util.concurrent.CompletableFuture;

/** Answers messages of other masters. Must not block. */
@FunctionalInterface
public interface PeerHandler {
    /** The answer; a failure is sent back as its message. */
    CompletableFuture<byte[]> handle(Kind kind, byte[] body);
}
