package org.tanist.console.internal.masters;

import java.util.List;
import java.util.stream.Collectors;
import org.tanist.console.internal.view.Figures;
import org.tanist.control.TransitionStatus;

/** Changes of the active in words. */
final class Wording {

    private Wording() {}

    /** Who handed over to whom. */
    static String change(TransitionStatus transition) {
        if (!transition.changesActive()) {
            return type(transition.type()) + ": " + transition.to();
        }
        String from = transition.from() == null ? "nobody" : transition.from();
        String to = transition.to() == null ? "nobody" : transition.to();
        return type(transition.type()) + ": " + from + " → " + to;
    }

    private static String type(String type) {
        return switch (type) {
            case "transfer" -> "Transfer";
            case "stand-down" -> "Stand-down";
            case "failover" -> "Failover";
            case "hold" -> "Hold";
            case "release" -> "Release";
            default -> type;
        };
    }

    /** Term, gap and phases, as far as they are known. */
    static String figures(TransitionStatus transition) {
        String term = transition.term() > 0 ? "Term " + Figures.count(transition.term()) : "";
        String gap = transition.gapMs() == null ? "" : "nobody served for " + Figures.duration(transition.gapMs());
        String steps = transition.steps().stream()
                .map(step -> step.name() + " " + Figures.duration(step.ms()))
                .collect(Collectors.joining(", "));
        return List.of(term, gap, steps).stream()
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" · "));
    }
}
