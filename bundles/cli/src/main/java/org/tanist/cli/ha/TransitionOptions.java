package org.tanist.cli.ha;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that all orders of a change share. */
public final class TransitionOptions {

    @Option(names = "--dry-run", description = "Only run the checks and say what would happen.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the history.")
    private @Nullable String reason;

    @Option(
            names = "--wait",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Wait for the outcome (default); --no-wait returns when it is under way.")
    private boolean wait = true;

    /** Whether only to check. */
    public boolean dryRun() {
        return dryRun;
    }

    /** Whether the person has agreed beforehand. */
    public boolean yes() {
        return yes;
    }

    /** Why. */
    public @Nullable String reason() {
        return reason;
    }

    /** Whether to wait for the outcome. */
    public boolean waiting() {
        return wait;
    }
}
