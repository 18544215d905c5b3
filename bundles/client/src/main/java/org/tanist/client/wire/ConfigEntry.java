package org.tanist.client.wire;

import org.tanist.client.json.Json;

/**
 * One configuration key.
 *
 * @param key in full
 * @param value the effective value as text
 * @param source where it comes from
 * @param restart whether a change needs a restart
 * @param description one sentence
 */
public record ConfigEntry(String key, String value, String source, boolean restart, String description) {

    /** Reads one. */
    public static ConfigEntry of(Json json) {
        return new ConfigEntry(
                json.text("key"),
                json.text("value"),
                json.text("source"),
                json.flag("restart"),
                json.text("description"));
    }
}
