package org.tanist.console.internal.masters;

import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Section;
import java.util.List;
import org.tanist.console.internal.view.Badge;
import org.tanist.console.internal.view.Figures;
import org.tanist.console.internal.view.Html;
import org.tanist.console.internal.view.Tone;
import org.tanist.control.TransitionStatus;

/** The last changes of the active, planned or not, newest first. */
final class RecentTransitions extends Section {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 10;

    private final HtmlContainer list = Html.element("ol", "transitions");
    private final HtmlContainer empty = Html.text("p", "empty", "The active has not changed yet.");
    private transient List<TransitionStatus> shown = List.of();

    RecentTransitions() {
        setId("transitions");
        H3 title = new H3("Recent changes of the active");
        title.setId("transitions-title");
        getElement().setAttribute("aria-labelledby", "transitions-title");
        list.setVisible(false);
        add(title, list, empty);
    }

    void show(List<TransitionStatus> transitions) {
        List<TransitionStatus> now = transitions.stream().limit(SHOWN).toList();
        if (now.equals(shown)) {
            return;
        }
        shown = now;
        list.removeAll();
        now.forEach(transition -> list.add(item(transition)));
        list.setVisible(!now.isEmpty());
        empty.setVisible(now.isEmpty());
    }

    private static HtmlContainer item(TransitionStatus transition) {
        Badge state = new Badge();
        state.show(transition.state(), tone(transition.state()));
        HtmlContainer when = Html.text("time", "", Figures.moment(transition.startedAt()));
        when.getElement().setAttribute("datetime", transition.startedAt());
        HtmlContainer item = Html.element(
                "li",
                "transition",
                Html.element(
                        "div", "transition-head", state, Html.text("strong", "", Wording.change(transition)), when),
                Html.text("p", "transition-cause", cause(transition)));
        String figures = Wording.figures(transition);
        if (!figures.isEmpty()) {
            item.add(Html.text("p", "transition-figures", figures));
        }
        item.getElement().setAttribute("data-id", transition.id()).setAttribute("data-state", transition.state());
        return item;
    }

    private static String cause(TransitionStatus transition) {
        String reason = transition.reason();
        String by = "tanist".equals(transition.actor()) ? "" : " (" + transition.actor() + ")";
        String said = reason == null || reason.isBlank() ? "" : " “" + reason + "”";
        return transition.cause() + said + by;
    }

    private static Tone tone(String state) {
        return switch (state) {
            case "done" -> Tone.GOOD;
            case "running" -> Tone.WARN;
            case "rolled-back", "refused" -> Tone.BAD;
            default -> Tone.PLAIN;
        };
    }
}
