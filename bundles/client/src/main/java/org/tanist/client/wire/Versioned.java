package org.tanist.client.wire;

import java.nio.charset.StandardCharsets;

/**
 * A value of the registry with its version.
 *
 * @param value its bytes; not to be changed
 * @param version grows with every write to the registry
 */
public record Versioned(byte[] value, long version) {

    /** The value as text. */
    public String text() {
        return new String(value, StandardCharsets.UTF_8);
    }
}
