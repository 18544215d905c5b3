package org.tanist.client.wire;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tanist.client.json.Json;

/**
 * The answer to a heartbeat.
 *
 * <p>Answers may overtake each other, and one of a deposed active may come late. So a worker ignores an answer (but for nothing in it)
 * whose term is older than the newest one it has seen, or whose version is older than the one it goes by: what had been taken from it
 * must not come back.
 *
 * @param term of the active that answered
 * @param lease how long the worker may go on, from the moment at which it <em>sent</em> the heartbeat
 * @param heartbeat how long after this the next heartbeat is to be sent at the latest
 * @param version of the assignments; grows with every change, over failovers too
 * @param assignments all that the worker is to run, if that is another version than the one it had seen
 * @param acknowledged what has ended and is in the journal now: to be forgotten
 */
public record Orders(
        long term,
        Duration lease,
        Duration heartbeat,
        long version,
        Optional<List<Assignment>> assignments,
        List<Incarnation> acknowledged) {

    /** Reads them. */
    public static Orders of(Json json) {
        return new Orders(
                json.number("term"),
                Duration.ofMillis(json.number("leaseMs")),
                Duration.ofMillis(json.number("heartbeatMs")),
                json.number("version"),
                json.has("assignments") ? Optional.of(json.list("assignments", Assignment::of)) : Optional.empty(),
                json.list("acknowledged", Incarnation::of));
    }
}
