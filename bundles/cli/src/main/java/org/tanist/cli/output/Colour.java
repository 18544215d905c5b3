package org.tanist.cli.output;

/** Colours by meaning. */
enum Colour {
    GOOD("32"),
    WARN("33"),
    BAD("31"),
    NONE("");

    private final String code;

    Colour(String code) {
        this.code = code;
    }

    static Colour of(String word) {
        return switch (word) {
            case "active", "healthy", "done", "ok", "yes" -> GOOD;
            case "held", "degraded", "recovering", "starting", "running", "rolled-back", "warn" -> WARN;
            case "unreachable", "failed", "isolated", "no-active", "refused", "quarantined", "unresolved", "FAIL" ->
                BAD;
            default -> NONE;
        };
    }

    String paint(String text) {
        return this == NONE ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
