package org.tanist.client.wire;

import org.tanist.client.json.Json;

/**
 * A jar that was taken in.
 *
 * @param id {@code sha256:} and 64 hexadecimal digits
 * @param name as its first publisher called it
 * @param size in bytes
 * @param copies masters that have it on disk, as far as was known
 * @param created false if the same bytes were published before
 */
public record PublishedJar(String id, String name, long size, int copies, boolean created) {

    /** Reads the API's object. */
    public static PublishedJar of(Json json, boolean created) {
        return new PublishedJar(
                json.text("id"), json.text("name"), json.number("size"), (int) json.number("copies"), created);
    }
}
