package org.tanist.control;

import org.jspecify.annotations.Nullable;

/**
 * The body of {@code PATCH /api/v1/masters/{name}}; null leaves a field as it is.
 *
 * @param held true to hold, false to release
 * @param priority higher is preferred as active
 * @param address new {@code host:port}
 * @param reason why it is held or released, in the operator's words; shown with the master and kept in the history
 */
public record MasterPatch(
        @Nullable Boolean held,
        @Nullable Integer priority,
        @Nullable String address,
        @Nullable String reason) {}
