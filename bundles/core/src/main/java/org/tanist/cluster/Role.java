package org.tanist.cluster;

import java.util.Locale;

/** What a master is at the moment. The wire form is the lower-case name. */
public enum Role {
    /** Serves reads and writes in its own term. */
    ACTIVE,
    /** Follows the journal and can take over. */
    STANDBY,
    /** The process is coming up and has not joined yet. */
    STARTING,
    /** Elected, replaying or activating its services; not serving yet. */
    RECOVERING,
    /** Standby by an operator's order; must not become active. */
    HELD,
    /** Cannot reach a majority, or the coordination service. */
    ISOLATED,
    /** Its own disk or self-check is bad. */
    FAILED,
    /** Another master's view of one that does not answer. */
    UNREACHABLE;

    /** The form used in the API and on the command line. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads the wire form.
     *
     * @throws IllegalArgumentException for an unknown role
     */
    public static Role fromWire(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
