package org.tanist.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of the active, planned or not, or of who may become it: an element of {@code GET /api/v1/transitions}.
 *
 * @param id unique
 * @param type {@code transfer}, {@code stand-down} or {@code failover}; {@code hold} or {@code release}, which name in {@code to} the
 *     master that may not or may become active
 * @param state {@code running}, {@code done}, {@code rolled-back} or {@code refused}; {@code checked} for a dry run that would go ahead
 * @param from name of the active before, null if there was none
 * @param to name of the active after (or the one intended)
 * @param term term of the new active; 0 until known
 * @param cause what set it off, one sentence
 * @param reason the operator's reason, null for none
 * @param actor who ordered it: a user's name, {@code anonymous}, or {@code tanist} for an unplanned one
 * @param startedAt ISO-8601 UTC
 * @param gapMs how long nobody served, null until known
 * @param predictedGapMs what a check expects, null if not asked
 * @param checks the preflight checks, empty for an unplanned change
 * @param steps measured phases in order
 */
public record TransitionStatus(
        String id,
        String type,
        String state,
        @Nullable String from,
        @Nullable String to,
        long term,
        String cause,
        @Nullable String reason,
        String actor,
        String startedAt,
        @Nullable Double gapMs,
        @Nullable Double predictedGapMs,
        List<Check> checks,
        List<Step> steps) {

    /** Whether it is about who is active, and not only about who may become it. */
    public boolean changesActive() {
        return !"hold".equals(type) && !"release".equals(type);
    }

    /**
     * One preflight check.
     *
     * @param name short, dashes between words
     * @param ok whether it held
     * @param detail one sentence with the figures
     */
    public record Check(String name, boolean ok, String detail) {}

    /**
     * One measured phase.
     *
     * @param name short
     * @param ms how long it took
     */
    public record Step(String name, double ms) {}
}
