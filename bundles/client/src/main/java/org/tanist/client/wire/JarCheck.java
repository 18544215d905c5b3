package org.tanist.client.wire;

import org.tanist.client.json.Json;

/**
 * How one master's copy of a jar is.
 *
 * @param id {@code sha256:} and 64 hexadecimal digits
 * @param state {@code ok}, {@code repaired} or {@code missing}
 * @param detail one sentence
 */
public record JarCheck(String id, String state, String detail) {

    /** Reads the API's object. */
    public static JarCheck of(Json json) {
        return new JarCheck(json.text("id"), json.text("state"), json.text("detail"));
    }
}
