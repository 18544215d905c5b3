package org.tanist.client.wire;

import org.jspecify.annotations.Nullable;
import org.tanist.client.json.Json;

/**
 * A bundle or something that plugs in.
 *
 * @param kind {@code election}, {@code service} or {@code bundle}
 * @param name its name
 * @param version of its bundle
 * @param state e.g. {@code active}, {@code quarantined}
 * @param detail why it is not well; null if all is well
 */
public record Plugin(
        String kind,
        String name,
        String version,
        String state,
        @Nullable String detail) {

    /** Reads one. */
    public static Plugin of(Json json) {
        return new Plugin(
                json.text("kind"),
                json.text("name"),
                json.text("version"),
                json.text("state"),
                json.textOrNull("detail"));
    }
}
