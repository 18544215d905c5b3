package org.tanist.client.wire;

import org.tanist.client.json.Json;

/**
 * A published jar.
 *
 * @param id {@code sha256:} and 64 hexadecimal digits
 * @param name as its first publisher called it
 * @param size in bytes
 * @param publishedAt ISO-8601 UTC
 */
public record Jar(String id, String name, long size, String publishedAt) {

    /** Reads the API's object. */
    public static Jar of(Json json) {
        return new Jar(json.text("id"), json.text("name"), json.number("size"), json.text("publishedAt"));
    }
}
