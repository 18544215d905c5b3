package org.tanist.cluster;

import java.util.UUID;

/**
 * The identity of a cluster: fixed when it is founded, kept in every store and sent in every handshake, so that two clusters that
 * meet refuse each other even if they have one name.
 *
 * @param value the UUID in its 36 character form
 */
public record ClusterId(UUID value) {

    /**
     * Reads the 36 character form.
     *
     * @throws IllegalArgumentException when the text is no UUID
     */
    public static ClusterId of(String text) {
        return new ClusterId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
