package org.tanist.applications.catalogue;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One move of all jars from one root to another.
 *
 * @param id unique
 * @param from root before it; {@value JarPlace#LOCAL} or an address
 * @param to root after it
 * @param state how far it is
 * @param times when it got there
 * @param cleaned after its end: whether the copies on the shared root that was left are deleted; true for the masters' own disks, which
 *     each master clears itself
 */
public record Migration(String id, String from, String to, State state, Times times, boolean cleaned) {

    /** How far it is; the jars are on {@code from} or on {@code to}. */
    public enum State {
        /** On {@code from}; copies are being made on {@code to}. */
        COPYING,
        /** On {@code to}; the copies on {@code from} are kept until somebody confirms or undoes it. */
        SWITCHED,
        /** On {@code to}, for good. */
        CONFIRMED,
        /** On {@code to}, undone: what came since the switch is being copied back to {@code from}. */
        RETURNING,
        /** On {@code from} again; the copies on {@code to} are kept until all are on {@code from}. */
        RETURNED,
        /** On {@code from}, for good. */
        UNDONE;

        /** The form in JSON. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether it can still change. */
        public boolean open() {
            return this != CONFIRMED && this != UNDONE;
        }
    }

    /**
     * Wall-clock milliseconds since 1970, for people; 0 until it happened.
     *
     * @param started its beginning
     * @param switched the last change of the root
     * @param ended its end
     */
    public record Times(long started, long switched, long ended) {}

    /** The root that is left when it is over, null before. */
    public @Nullable String left() {
        return switch (state) {
            case CONFIRMED -> from;
            case UNDONE -> to;
            case COPYING, SWITCHED, RETURNING, RETURNED -> null;
        };
    }

    Migration now(State next, long atMillis) {
        boolean switches = next == State.SWITCHED || next == State.RETURNED;
        Times then = new Times(
                times.started(), switches ? atMillis : times.switched(), next.open() ? times.ended() : atMillis);
        Migration after = new Migration(id, from, to, next, then, false);
        return JarPlace.LOCAL.equals(after.left()) ? after.clean() : after;
    }

    Migration clean() {
        return new Migration(id, from, to, state, times, true);
    }
}
