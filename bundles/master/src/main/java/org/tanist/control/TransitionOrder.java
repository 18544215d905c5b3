package org.tanist.control;

import org.jspecify.annotations.Nullable;

/**
 * An operator's order to change the active: the body of {@code POST /api/v1/transitions}.
 *
 * @param type {@code transfer}, {@code stand-down} or {@code failover}
 * @param target name of the master that is to become active; needed for a transfer, else the best one is chosen
 * @param reason why, for the history; null for none
 * @param force go on although a check failed (only checks that cannot lose acknowledged entries)
 * @param hold after a stand-down, hold the master that stood down
 * @param dryRun only run the checks
 */
public record TransitionOrder(
        String type, @Nullable String target, @Nullable String reason, boolean force, boolean hold, boolean dryRun) {}
