package org.tanist.cluster;

import java.util.UUID;

/**
 * The identity of a master: made once, kept on its disk, never derived from an address.
 *
 * @param value the UUID in its 36 character form
 */
public record MasterId(UUID value) implements Comparable<MasterId> {

    /**
     * Reads the 36 character form.
     *
     * @throws IllegalArgumentException when the text is no UUID
     */
    public static MasterId of(String text) {
        return new MasterId(UUID.fromString(text));
    }

    @Override
    public int compareTo(MasterId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
