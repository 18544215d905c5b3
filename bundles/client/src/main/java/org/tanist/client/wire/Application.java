package org.tanist.client.wire;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tanist.client.json.Json;

/**
 * An application as the masters see it.
 *
 * @param name its name
 * @param state {@code pending}, {@code running}, {@code finished}, {@code failed}, {@code stopped} or {@code quarantined}
 * @param reason one line: why it is not running; may be empty
 * @param spec what is to run
 * @param instances by number
 * @param source the API's object that this was read from
 */
public record Application(
        String name, String state, String reason, ApplicationSpec spec, List<Instance> instances, Json source) {

    /** Reads one. */
    public static Application of(Json json) {
        return new Application(
                json.text("name"),
                json.text("state"),
                json.text("reason"),
                ApplicationSpec.of(json.member("spec")),
                json.list("instances", Instance::of),
                json);
    }

    /** How many of its instances run. */
    public long running() {
        return instances.stream().filter(i -> i.state().equals("running")).count();
    }

    /** Whether it has come to its end, good or bad, or an operator's. */
    public boolean over() {
        return state.equals("finished") || state.equals("failed") || state.equals("stopped");
    }

    /**
     * One instance.
     *
     * @param number from 0
     * @param state {@code waiting}, {@code starting}, {@code running}, {@code stopping} or {@code exited}
     * @param worker that has it; null while none has
     * @param pid of its process, if there is one
     * @param incarnation of its present or last run; 0 before the first
     * @param startedAt ISO-8601 UTC; null before it was started
     * @param exitCode of the run that ended last, if one did and its code is known
     * @param restarts how often it was started again
     * @param reason one line; may be empty
     */
    public record Instance(
            int number,
            String state,
            @Nullable String worker,
            OptionalLong pid,
            long incarnation,
            @Nullable String startedAt,
            OptionalLong exitCode,
            int restarts,
            String reason) {

        static Instance of(Json json) {
            return new Instance(
                    (int) json.number("number"),
                    json.text("state"),
                    json.textOrNull("worker"),
                    json.numberIfAny("pid"),
                    json.number("incarnation"),
                    json.textOrNull("startedAt"),
                    json.numberIfAny("exitCode"),
                    (int) json.number("restarts"),
                    json.text("reason"));
        }
    }
}
