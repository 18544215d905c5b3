package org.tanist.election.raft.internal.peer;

import java.io.IOException;

/** A message to another master had no answer. */
public final class PeerException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean answered;

    /** {@code answered}: the other master itself refused, rather than not being reached. */
    public PeerException(String message, boolean answered) {
        super(message);
        this.answered = answered;
    }

    /** Whether the other master answered at all. */
    public boolean answered() {
        return answered;
    }
}
