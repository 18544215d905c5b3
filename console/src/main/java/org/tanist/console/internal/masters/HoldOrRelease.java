package org.tanist.console.internal.masters;

import com.vaadin.flow.component.Component;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.tanist.console.internal.live.Snapshot;
import org.tanist.console.internal.view.Console;
import org.tanist.control.MasterPatch;
import org.tanist.control.MasterStatus;
import org.tanist.control.TransitionStatus.Check;

/** Keeps a master standby, or lets it be active again. */
final class HoldOrRelease implements Undertaking {
    private final Console console;
    private final String master;
    private final boolean hold;

    HoldOrRelease(Console console, String master, boolean hold) {
        this.console = console;
        this.master = master;
        this.hold = hold;
    }

    @Override
    public String title() {
        return (hold ? "Hold " : "Release ") + master;
    }

    @Override
    public String explanation() {
        return hold
                ? "It stays standby and keeps its copy of the journal, but does not become active until it is released, "
                        + "not even after a restart."
                : "It may become active again. Who is active now does not change.";
    }

    @Override
    public String verb() {
        return hold ? "Hold" : "Release";
    }

    @Override
    public List<Component> options(Runnable changed) {
        return List.of();
    }

    @Override
    public boolean takesReason() {
        return true;
    }

    @Override
    public CompletionStage<Preflight> check() {
        Snapshot snapshot = console.feed().now();
        Check member = snapshot.master(master)
                .map(status -> new Check("member", true, master + " is a member, " + status.role() + "."))
                .orElse(new Check("member", false, master + " is not a member any more."));
        List<Check> checks = hold ? List.of(member, successors(snapshot)) : List.of(member);
        return CompletableFuture.completedStage(
                new Preflight(checks.stream().allMatch(Check::ok), checks, hold ? warning(snapshot) : null));
    }

    private Check successors(Snapshot snapshot) {
        long others = others(snapshot);
        return new Check(
                "take-over",
                true,
                others == 1
                        ? "1 other master can take over from the active."
                        : others + " other masters can take over from the active.");
    }

    private static boolean canTakeOver(MasterStatus status) {
        return status.eligible() && !"active".equals(status.role());
    }

    private long others(Snapshot snapshot) {
        return snapshot.cluster().masters().stream()
                .filter(status -> !status.name().equals(master))
                .filter(HoldOrRelease::canTakeOver)
                .count();
    }

    private String warning(Snapshot snapshot) {
        return others(snapshot) == 0 ? "No master could take over then if the active failed." : "";
    }

    @Override
    public CompletionStage<Outcome> execute(String reason) {
        return console.operations()
                .patch(master, new MasterPatch(hold, null, null, reason.isBlank() ? null : reason))
                .thenApply(status -> new Outcome(
                        "done",
                        hold ? master + " is held." : master + " is released.",
                        hold ? List.of("It will not become active until it is released.") : List.of()));
    }

    @Override
    public Optional<Outcome> progress(Snapshot snapshot) {
        return Optional.empty();
    }
}
