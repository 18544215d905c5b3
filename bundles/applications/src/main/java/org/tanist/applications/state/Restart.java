package org.tanist.applications.state;

import java.util.Locale;

/** When an instance that has ended is started again. */
public enum Restart {
    /** Whatever its exit code. */
    ALWAYS,
    /** Unless it exited with 0. */
    ON_FAILURE,
    /** Never: it runs once, and its end is a result. */
    NEVER;

    /** As in the API. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
