package org.tanist.http.internal.forward;

import java.util.concurrent.CompletableFuture;
import org.tanist.cluster.Endpoint;

/** One request to another master, and the reply to come. */
final class PeerCall {
    private final Endpoint target;
    private final byte[] bytes;
    private final boolean head;
    private final boolean repeatable;
    private final CompletableFuture<PeerReply> reply = new CompletableFuture<>();
    private volatile boolean freshOnly;

    /**
     * A call.
     *
     * @param bytes the whole request
     * @param head whether the reply has no body
     * @param repeatable whether it may be sent twice
     */
    PeerCall(Endpoint target, byte[] bytes, boolean head, boolean repeatable) {
        this.target = target;
        this.bytes = bytes;
        this.head = head;
        this.repeatable = repeatable;
        // A kept connection may have been closed by the other side at this very moment, which looks like a failure
        // after sending.
        this.freshOnly = !repeatable;
    }

    Endpoint target() {
        return target;
    }

    byte[] bytes() {
        return bytes;
    }

    boolean head() {
        return head;
    }

    CompletableFuture<PeerReply> reply() {
        return reply;
    }

    boolean repeatable() {
        return repeatable;
    }

    boolean needsFreshConnection() {
        return freshOnly;
    }

    /** Whether it may go out once more after a kept connection broke; true once. */
    boolean mayTryFresh() {
        boolean first = repeatable && !freshOnly;
        freshOnly = true;
        return first;
    }
}
