package org.tanist.http.internal.forward;

import java.time.Duration;
import org.tanist.http.internal.wire.Exchange;

/**
 * An exchange that must reach the active.
 *
 * @param exchange with its body read
 * @param work how it is answered if this master is the active
 * @param repeatable whether a second arrival has no second effect: a query, or a command with an id
 * @param withoutActive whether this master answers it itself when it knows of no active
 * @param patience how long to wait for an answer once somebody works on it
 */
public record Parcel(Exchange exchange, LocalWork work, boolean repeatable, boolean withoutActive, Duration patience) {}
