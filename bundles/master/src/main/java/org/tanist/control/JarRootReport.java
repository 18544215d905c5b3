package org.tanist.control;

import org.jspecify.annotations.Nullable;

/**
 * A master's view of a root for jars: the answer to {@code GET} and {@code POST /api/v1/jar-roots}, between masters.
 *
 * @param root {@code local} or an address; for {@code GET} the one that jars are being copied to
 * @param shared whether all masters see the same files there
 * @param obstacle why it cannot be used; null if it can
 * @param jars how many jars the master knows
 * @param jarsDone how many of them it has there
 * @param position index of the last journal entry that it had applied before it counted
 */
public record JarRootReport(
        String root, boolean shared, @Nullable String obstacle, int jars, int jarsDone, long position) {}
