package org.tanist.console.internal.masters;

import java.util.Locale;

/** What can be ordered about one master. */
enum Action {
    /** Transfer to it. */
    MAKE_ACTIVE("Make active"),
    /** Let another take over from it. */
    STAND_DOWN("Stand down"),
    /** Keep it standby. */
    HOLD("Hold"),
    /** Let it be active again. */
    RELEASE("Release");

    private final String label;

    Action(String label) {
        this.label = label;
    }

    /** The text of its button. */
    String label() {
        return label;
    }

    /** The value of {@code data-action} on its button. */
    String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
