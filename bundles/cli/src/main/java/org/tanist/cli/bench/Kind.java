package org.tanist.cli.bench;

/** What is done to the active. */
enum Kind {
    /** SIGKILL. */
    KILL,
    /** SIGSTOP, and SIGCONT when another serves. */
    STOP,
    /** SIGTERM. */
    TERM,
    /** A planned transfer to a standby. */
    TRANSFER;

    String target(int masters, long timeoutMillis) {
        return switch (this) {
            case KILL -> masters > 3 ? "median 100, max 300" : "median 80, max 250";
            case STOP -> "max " + (timeoutMillis + 300);
            case TERM -> "median 60, max 250";
            case TRANSFER -> "median 40, max 200";
        };
    }
}
