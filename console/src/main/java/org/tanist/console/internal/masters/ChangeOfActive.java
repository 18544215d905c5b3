package org.tanist.console.internal.masters;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.radiobutton.RadioGroupVariant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.tanist.console.internal.live.Snapshot;
import org.tanist.console.internal.view.Console;
import org.tanist.console.internal.view.Figures;
import org.tanist.control.MasterStatus;
import org.tanist.control.TransitionOrder;
import org.tanist.control.TransitionStatus;

/** A transfer or a stand-down. */
final class ChangeOfActive implements Undertaking {
    private final Console console;
    private final String type;
    private final String master;
    private String target;
    private boolean hold;
    private @Nullable String id;

    private ChangeOfActive(Console console, String type, String master) {
        this.console = console;
        this.type = type;
        this.master = master;
        this.target = master;
    }

    /** Makes {@code target} active, or another one that is chosen in the dialog. */
    static ChangeOfActive transfer(Console console, String target) {
        return new ChangeOfActive(console, "transfer", target);
    }

    /** Lets the active hand over to the best standby. */
    static ChangeOfActive standDown(Console console, String active) {
        return new ChangeOfActive(console, "stand-down", active);
    }

    private boolean transfer() {
        return "transfer".equals(type);
    }

    @Override
    public String title() {
        return transfer() ? "Make " + target + " active" : "Stand " + master + " down";
    }

    @Override
    public String explanation() {
        return transfer()
                ? "The active master hands over. Commands that arrive meanwhile wait and are served by the new active; none is lost."
                : "The most suitable standby becomes active. Commands that arrive meanwhile wait and are served by it; none is lost.";
    }

    @Override
    public String verb() {
        return transfer() ? "Make active" : "Stand down";
    }

    @Override
    public List<Component> options(Runnable changed) {
        return List.of(transfer() ? targets(changed) : holding(changed));
    }

    private Component targets(Runnable changed) {
        RadioButtonGroup<String> group = new RadioButtonGroup<>("New active");
        group.setId("target");
        group.addThemeVariants(RadioGroupVariant.LUMO_VERTICAL);
        group.setItems(Candidates.of(console.feed().now()).stream()
                .map(MasterStatus::name)
                .toList());
        group.setValue(target);
        group.addValueChangeListener(change -> {
            if (change.getValue() != null) {
                target = change.getValue();
                changed.run();
            }
        });
        return group;
    }

    private Component holding(Runnable changed) {
        Checkbox box =
                new Checkbox("Hold it afterwards, so that it does not become active again before it is released");
        box.setId("hold");
        box.addValueChangeListener(change -> {
            hold = change.getValue();
            changed.run();
        });
        return box;
    }

    @Override
    public boolean takesReason() {
        return true;
    }

    private TransitionOrder order(@Nullable String reason, boolean dryRun) {
        String text = reason == null || reason.isBlank() ? null : reason.trim();
        return new TransitionOrder(type, transfer() ? target : null, text, false, hold, dryRun);
    }

    @Override
    public CompletionStage<Preflight> check() {
        return console.operations().transition(order(null, true)).thenApply(status -> {
            Double gap = status.predictedGapMs();
            String forecast = gap == null ? null : "Expected gap: about " + Figures.duration(gap) + ".";
            return new Preflight(!"refused".equals(status.state()), status.checks(), forecast);
        });
    }

    @Override
    public CompletionStage<Outcome> execute(String reason) {
        return console.operations().transition(order(reason, false)).thenApply(status -> {
            id = status.id();
            return outcome(status);
        });
    }

    @Override
    public Optional<Outcome> progress(Snapshot snapshot) {
        return id == null ? Optional.empty() : snapshot.transition(id).map(this::outcome);
    }

    private Outcome outcome(TransitionStatus status) {
        String to = status.to() == null ? target : status.to();
        return switch (status.state()) {
            case "running" -> new Outcome("running", "Handing over to " + to + "…", figures(status));
            case "done" -> new Outcome("done", to + " is active.", figures(status));
            case "rolled-back" ->
                new Outcome("rolled-back", "Rolled back: " + status.from() + " is still active.", withCause(status));
            case "refused" -> new Outcome("refused", "Refused: nothing was changed.", failed(status));
            default -> new Outcome("failed", "Ended as “" + status.state() + "”.", withCause(status));
        };
    }

    private static List<String> figures(TransitionStatus status) {
        String figures = Wording.figures(status);
        return figures.isEmpty() ? List.of() : List.of(figures + ".");
    }

    private static List<String> withCause(TransitionStatus status) {
        return status.cause().isBlank() ? figures(status) : List.of(status.cause());
    }

    private static List<String> failed(TransitionStatus status) {
        List<String> details = status.checks().stream()
                .filter(check -> !check.ok())
                .map(TransitionStatus.Check::detail)
                .toList();
        return details.isEmpty() ? withCause(status) : details;
    }
}
