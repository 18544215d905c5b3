package org.tanist.control;

import org.jspecify.annotations.Nullable;

/**
 * Asks a master whether it can use a root: the body of {@code POST /api/v1/jar-roots}, between masters.
 *
 * @param root {@code local} or an address
 * @param present whether it is the root that the jars are on now
 * @param token name of a file that the asking master has made on it, so that both see whether they mean the same; null if there is none
 */
public record JarRootCheck(
        String root, boolean present, @Nullable String token) {}
