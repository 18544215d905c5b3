package org.tanist.console.internal.masters;

import com.vaadin.flow.component.Component;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.tanist.console.internal.live.Snapshot;
import org.tanist.console.internal.view.Tone;
import org.tanist.control.TransitionStatus.Check;

/** Something that an operator wants done: what {@link OrderDialog} leads through check, confirmation, progress and outcome. */
interface Undertaking {

    /** What it is, in a few words. */
    String title();

    /** What will happen, in one or two sentences. */
    String explanation();

    /** The text of the button that does it. */
    String verb();

    /** What can be chosen; {@code changed} is to be run when it was, for the checks depend on it. */
    List<Component> options(Runnable changed);

    /** Whether the history keeps a reason with it. */
    boolean takesReason();

    /** Checks without any effect. */
    CompletionStage<Preflight> check();

    /** Does it; completes with its outcome, or with one that is {@link Outcome#running}. */
    CompletionStage<Outcome> execute(String reason);

    /** How far it is, after it was executed; empty when this master has not heard of it yet. */
    Optional<Outcome> progress(Snapshot snapshot);

    /**
     * What checks found.
     *
     * @param go whether it may be done
     * @param checks each of them
     * @param forecast a sentence on what to expect, null for none
     */
    record Preflight(
            boolean go, List<Check> checks, @Nullable String forecast) {}

    /**
     * How it went, or goes.
     *
     * @param state {@code running}, {@code done}, {@code refused}, {@code rolled-back}, {@code failed} or {@code unknown}
     * @param headline one sentence
     * @param details more sentences
     */
    record Outcome(String state, String headline, List<String> details) {

        boolean running() {
            return "running".equals(state);
        }

        Tone tone() {
            return switch (state) {
                case "done" -> Tone.GOOD;
                case "running" -> Tone.PLAIN;
                case "unknown" -> Tone.WARN;
                default -> Tone.BAD;
            };
        }
    }
}
