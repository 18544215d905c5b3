package org.tanist.console.internal.view;

/** How a fact should strike the eye; always beside a word, never instead of one. */
public enum Tone {
    /** All is well. */
    GOOD("success"),
    /** Neither good nor bad. */
    PLAIN("contrast"),
    /** On its way, or somebody should look. */
    WARN("warning"),
    /** Something does not work. */
    BAD("error");

    private final String theme;

    Tone(String theme) {
        this.theme = theme;
    }

    /** The name in the theme of badges. */
    String theme() {
        return theme;
    }

    /** The tone of a cluster's health in its wire form. */
    public static Tone ofHealth(String health) {
        return switch (health) {
            case "healthy" -> GOOD;
            case "degraded" -> WARN;
            default -> BAD;
        };
    }

    /** The tone of a role in its wire form. */
    public static Tone ofRole(String role) {
        return switch (role) {
            case "active" -> GOOD;
            case "standby" -> PLAIN;
            case "starting", "recovering", "held" -> WARN;
            default -> BAD;
        };
    }
}
