package org.tanist.registry;

import org.jspecify.annotations.Nullable;
import org.tanist.service.Request;

/**
 * The condition of a command, with the meaning that HTTP gives to the headers of the same names (RFC 9110, 13.1).
 *
 * @param match {@code if-match}: holds for this version only, {@code *} for any; empty = no condition
 * @param noneMatch {@code if-none-match}: holds for any version but this, {@code *} for none at all; empty = no condition
 */
record Precondition(String match, String noneMatch) {

    static Precondition of(Request request) {
        return new Precondition(request.parameter("if-match", ""), request.parameter("if-none-match", ""));
    }

    boolean holdsFor(@Nullable Value present) {
        return (match.isEmpty() || names(match, present)) && (noneMatch.isEmpty() || !names(noneMatch, present));
    }

    /** A text that is no version names nothing, like an entity tag that was never given out. */
    private static boolean names(String version, @Nullable Value present) {
        return present != null && (version.equals("*") || version.equals(Long.toString(present.version())));
    }
}
