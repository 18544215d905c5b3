package org.tanist.cli.ha;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Globals;
import org.tanist.cli.output.Page;
import org.tanist.cli.output.Table;
import org.tanist.client.TanistClient;
import org.tanist.client.TransitionsClient;
import org.tanist.client.error.UnknownOutcomeException;
import org.tanist.client.wire.Transition;
import org.tanist.client.wire.TransitionOrder;

/** Orders a change of the active, waits for its outcome and shows it. */
public final class TransitionRun {

    /** How far the clocks of this host and of a master may differ for an order to be recognised in the history. */
    private static final Duration SKEW = Duration.ofSeconds(5);

    private final Globals globals;
    private final TanistClient client;

    /** A run through a client. */
    public TransitionRun(Globals globals, TanistClient client) {
        this.globals = globals;
        this.client = client;
    }

    /** Only checks; exit code 4 if it would be refused. */
    public int check(TransitionOrder order) {
        Transition checked = client.transitions().check(order);
        show(checked);
        return exitCode(checked);
    }

    /** Orders and, if asked for, waits; the exit code tells the outcome. */
    public int run(TransitionOrder order, boolean waiting) {
        TransitionsClient transitions = client.transitions();
        Transition started = start(transitions, order);
        if (!waiting && started.running()) {
            show(started);
            return ExitCode.OK;
        }
        Transition ended = transitions.await(started, globals.timeout());
        show(ended);
        return exitCode(ended);
    }

    private static Transition start(TransitionsClient transitions, TransitionOrder order) {
        Instant before = Instant.now().minus(SKEW);
        try {
            return transitions.start(order);
        } catch (UnknownOutcomeException e) {
            // The active took the order and its connection broke: if it is under way, the history knows it.
            return ordered(transitions, order, before).orElseThrow(() -> e);
        }
    }

    private static Optional<Transition> ordered(TransitionsClient transitions, TransitionOrder order, Instant since) {
        return transitions.list().stream()
                .filter(t -> t.type().equals(order.type()))
                .filter(t -> order.target() == null || order.target().equals(t.to()))
                .filter(t ->
                        !t.startedAt().isEmpty() && Instant.parse(t.startedAt()).isAfter(since))
                .findFirst();
    }

    private void show(Transition transition) {
        globals.output().show(transition.source(), page -> print(page, transition));
    }

    private static int exitCode(Transition transition) {
        return switch (transition.state()) {
            case "done", "checked" -> ExitCode.OK;
            case "refused" -> ExitCode.REFUSED;
            case "running" -> ExitCode.NOT_FINISHED;
            default -> ExitCode.FAILED;
        };
    }

    private void print(Page page, Transition transition) {
        String gap = transition.gapMs().isPresent()
                ? String.format(Locale.ROOT, ", gap %.1f ms", transition.gapMs().getAsDouble())
                : "";
        String predicted = transition.predictedGapMs().isPresent()
                ? String.format(
                        Locale.ROOT,
                        ", predicted gap %.0f ms",
                        transition.predictedGapMs().getAsDouble())
                : "";
        page.line(transition.type() + " from " + name(transition.from()) + " to " + name(transition.to()) + ": "
                + page.paint(transition.state()) + (transition.term() > 0 ? ", term " + transition.term() : "") + gap
                + predicted);
        if (transition.running()) {
            globals.message("still under way after " + globals.timeout().toMillis()
                    + " ms; 'tanist ha history' shows how it ended");
        }
        boolean failing = transition.checks().stream().anyMatch(check -> !check.ok());
        if (failing || transition.state().equals("checked")) {
            Table checks = Table.of("CHECK", "OK", "DETAIL");
            transition.checks().forEach(c -> checks.row(c.name(), c.ok() ? "yes" : "FAIL", c.detail()));
            page.table(checks);
        } else if (transition.state().equals("refused") || transition.state().equals("rolled-back")) {
            page.line(transition.cause());
        }
        if (!transition.steps().isEmpty()) {
            Table steps = Table.of("STEP", "MS");
            transition.steps().forEach(s -> steps.row(s.name(), String.format(Locale.ROOT, "%.1f", s.ms())));
            page.table(steps);
        }
    }

    private static String name(@org.jspecify.annotations.Nullable String master) {
        return master == null ? "none" : master;
    }
}
