package org.tanist.client.wire;

import java.time.Duration;
import org.tanist.client.json.Json;

/**
 * The answer to a registration.
 *
 * @param name of the worker
 * @param lease how long it may run instances, from the moment at which it sent the registration
 * @param heartbeat how long after this the first heartbeat is to be sent at the latest
 * @param term of the active that answered
 */
public record Registered(String name, Duration lease, Duration heartbeat, long term) {

    /** Reads it. */
    public static Registered of(Json json) {
        return new Registered(
                json.text("name"),
                Duration.ofMillis(json.number("leaseMs")),
                Duration.ofMillis(json.number("heartbeatMs")),
                json.number("term"));
    }
}
