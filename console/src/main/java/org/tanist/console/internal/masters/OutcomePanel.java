package org.tanist.console.internal.masters;

import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.html.Section;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tanist.console.internal.masters.Undertaking.Outcome;
import org.tanist.console.internal.view.Badge;
import org.tanist.console.internal.view.Html;

/** How an order goes, and how it went. */
final class OutcomePanel extends Section {
    private static final long serialVersionUID = 1L;

    private final Badge state = new Badge();
    private final HtmlContainer headline = Html.element("p", "headline");
    private final HtmlContainer details = Html.element("div", "details");
    private final HtmlContainer busy = Html.element("div", "busy");
    private transient @Nullable Outcome shown;

    OutcomePanel() {
        setId("outcome");
        addClassName("outcome");
        getElement().setAttribute("role", "status").setAttribute("aria-label", "Outcome");
        busy.getElement().setAttribute("aria-hidden", "true");
        add(state, headline, details, busy);
    }

    void show(Outcome outcome) {
        if (outcome.equals(shown)) {
            return;
        }
        shown = outcome;
        getElement().setAttribute("data-state", outcome.state());
        getElement().setAttribute("data-tone", outcome.tone().name().toLowerCase(Locale.ROOT));
        state.show(outcome.state(), outcome.tone());
        headline.setText(outcome.headline());
        details.removeAll();
        details.add(Html.sentences("", outcome.details()));
        busy.setVisible(outcome.running());
    }
}
