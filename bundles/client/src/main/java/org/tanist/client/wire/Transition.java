package org.tanist.client.wire;

import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.tanist.client.json.Json;

/**
 * A change of the active, planned or not.
 *
 * @param id unique
 * @param type {@code transfer}, {@code stand-down} or {@code failover}
 * @param state {@code running}, {@code done}, {@code rolled-back}, {@code refused}, or {@code checked} for a dry run
 * @param from name of the active before, null if there was none
 * @param to name of the active after, or the one intended
 * @param term term of the new active; 0 until known
 * @param cause what set it off
 * @param reason the operator's reason, null for none
 * @param actor who ordered it
 * @param startedAt ISO-8601 UTC
 * @param gapMs how long nobody served, once known
 * @param predictedGapMs what a check expects
 * @param checks the preflight checks
 * @param steps measured phases in order
 * @param source the API's object that this was read from
 */
public record Transition(
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
        OptionalDouble gapMs,
        OptionalDouble predictedGapMs,
        List<Check> checks,
        List<Step> steps,
        Json source) {

    /** Reads one. */
    public static Transition of(Json json) {
        return new Transition(
                json.text("id"),
                json.text("type"),
                json.text("state"),
                json.textOrNull("from"),
                json.textOrNull("to"),
                json.number("term"),
                json.text("cause"),
                json.textOrNull("reason"),
                json.text("actor"),
                json.text("startedAt"),
                json.decimalIfAny("gapMs"),
                json.decimalIfAny("predictedGapMs"),
                json.list("checks", c -> new Check(c.text("name"), c.flag("ok"), c.text("detail"))),
                json.list(
                        "steps",
                        s -> new Step(s.text("name"), s.decimalIfAny("ms").orElse(0))),
                json);
    }

    /** Whether it is still under way. */
    public boolean running() {
        return state.equals("running");
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
