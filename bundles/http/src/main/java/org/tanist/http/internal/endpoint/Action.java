package org.tanist.http.internal.endpoint;

import java.time.Duration;
import org.tanist.http.internal.forward.LocalWork;
import org.tanist.http.internal.wire.Exchange;

/** What an operation does with a request, and where. */
public sealed interface Action {

    /** Answered by every master from what it knows. */
    record Local(LocalWork work) implements Action {}

    /**
     * Answered by the active, or here when the caller asks for a stale answer.
     *
     * @param withoutActive whether to answer here when nobody is active
     */
    record Read(LocalWork work, boolean withoutActive) implements Action {}

    /**
     * Carried out by the active.
     *
     * @param repeatable whether it has an id, so that a second arrival has no second effect
     * @param withoutActive whether this master may carry it out when nobody is active
     * @param patience how long it may take once somebody works on it; zero for no longer than the wait for an active
     */
    record Command(LocalWork work, boolean repeatable, boolean withoutActive, Duration patience) implements Action {}

    /** Takes the exchange over and writes the answer bit by bit. */
    @FunctionalInterface
    interface Stream {
        /** Claims the exchange and answers it. */
        void take(Exchange exchange);
    }

    /** Answered by every master, bit by bit. */
    record Streaming(Stream stream) implements Action {}
}
