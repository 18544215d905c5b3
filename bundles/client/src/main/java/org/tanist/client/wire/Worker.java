package org.tanist.client.wire;

import org.tanist.client.json.Json;

/**
 * A worker as the masters see it.
 *
 * @param name its name
 * @param address {@code host:port} of its logs
 * @param state {@code live}, {@code suspect}, {@code lost} or {@code draining}
 * @param slots how many instances it takes
 * @param instances how many it has
 * @param memoryMb how much memory they may have together
 * @param memoryUsedMb how much is set aside
 * @param lastSeenMs milliseconds since its last heartbeat; -1 if the answering master does not know
 * @param version its software version
 * @param source the API's object that this was read from
 */
public record Worker(
        String name,
        String address,
        String state,
        int slots,
        int instances,
        int memoryMb,
        int memoryUsedMb,
        long lastSeenMs,
        String version,
        Json source) {

    /** Reads one. */
    public static Worker of(Json json) {
        return new Worker(
                json.text("name"),
                json.text("address"),
                json.text("state"),
                (int) json.number("slots"),
                (int) json.number("instances"),
                (int) json.number("memoryMb"),
                (int) json.number("memoryUsedMb"),
                json.numberIfAny("lastSeenMs").orElse(-1),
                json.text("version"),
                json);
    }
}
