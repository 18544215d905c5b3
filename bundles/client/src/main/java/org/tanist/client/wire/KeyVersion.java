package org.tanist.client.wire;

import org.tanist.client.json.Json;

/**
 * A key of the registry.
 *
 * @param key its name
 * @param version of its value
 */
public record KeyVersion(String key, long version) {

    /** Reads one. */
    public static KeyVersion of(Json json) {
        return new KeyVersion(json.text("key"), json.number("version"));
    }
}
