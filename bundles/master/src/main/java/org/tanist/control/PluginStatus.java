package org.tanist.control;

import org.jspecify.annotations.Nullable;

/**
 * A bundle or a service that plugs in: an element of {@code GET /api/v1/plugins}.
 *
 * @param kind {@code election}, {@code service} or {@code bundle}
 * @param name the provider's, the service's or the bundle's name
 * @param version of its bundle
 * @param state {@code active}, {@code available}, {@code quarantined} or {@code unresolved}
 * @param detail why it is quarantined or unresolved; null if all is well
 */
public record PluginStatus(
        String kind,
        String name,
        String version,
        String state,
        @Nullable String detail) {}
