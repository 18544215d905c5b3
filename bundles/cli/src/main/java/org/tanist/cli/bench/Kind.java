package org.tanist.cli.bench;

import java.util.Locale;

/** What is done to a master. */
enum Kind {
    /** SIGKILL to the active. */
    KILL,
    /** SIGSTOP to the active, and SIGCONT when another serves. */
    STOP,
    /** SIGTERM to the active. */
    TERM,
    /** A planned transfer to a standby. */
    TRANSFER,
    /** SIGKILL to the standby that puts the journal's entries in order: Raft's leader. The active stays. */
    LEADER;

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the gap is to be at most. */
    String target(Setting setting) {
        return switch (this) {
            case KILL, LEADER -> setting.early() ? killed(setting) : "max " + (setting.detectionMillis() + 300);
            case STOP -> "max " + (setting.detectionMillis() + 300);
            case TERM -> "median 60, max 250";
            case TRANSFER -> "median 40, max 200";
        };
    }

    private static String killed(Setting setting) {
        if (setting.zookeeper()) {
            return "median 100";
        }
        return setting.masters() > 3 ? "median 100, max 300" : "median 80, max 250";
    }

    /**
     * What the targets depend on.
     *
     * @param masters how many
     * @param zookeeper whether they elect there
     * @param early whether a death is noticed before the silence
     * @param detectionMillis the silence after which another takes over
     */
    record Setting(int masters, boolean zookeeper, boolean early, long detectionMillis) {}
}
