package org.tanist.console.internal.masters;

import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.html.Section;
import org.tanist.console.internal.masters.Undertaking.Preflight;
import org.tanist.console.internal.view.Html;
import org.tanist.control.TransitionStatus.Check;

/** What the checks before an order found. */
final class PreflightList extends Section {
    private static final long serialVersionUID = 1L;

    private final HtmlContainer list = Html.element("ul", "checks");
    private final HtmlContainer summary = Html.element("p", "checks-summary");

    PreflightList() {
        setId("preflight");
        addClassName("preflight");
        getElement().setAttribute("aria-label", "Checks").setAttribute("aria-live", "polite");
        add(Html.text("h3", "", "Checks"), list, summary);
    }

    void checking() {
        getElement().setAttribute("data-state", "checking");
        summary.setText("Checking…");
        summary.setVisible(true);
    }

    void show(Preflight found) {
        getElement().setAttribute("data-state", found.go() ? "go" : "refused");
        list.removeAll();
        found.checks().forEach(check -> list.add(item(check)));
        String forecast = found.forecast() == null ? "" : found.forecast();
        String refused = found.go() ? "" : "It cannot be done now. ";
        summary.setText(refused + forecast);
        summary.setVisible(!summary.getText().isBlank());
        summary.setClassName("bad", !found.go());
    }

    private static HtmlContainer item(Check check) {
        HtmlContainer mark = Html.text("span", check.ok() ? "mark good" : "mark bad", check.ok() ? "✓" : "✗");
        mark.getElement().setAttribute("role", "img").setAttribute("aria-label", check.ok() ? "passed" : "failed");
        HtmlContainer item = Html.element(
                "li",
                "",
                mark,
                Html.element(
                        "div",
                        "",
                        Html.text("strong", "", check.name().replace('-', ' ')),
                        Html.text("span", "check-detail", check.detail())));
        item.getElement().setAttribute("data-check", check.name()).setAttribute("data-ok", String.valueOf(check.ok()));
        return item;
    }
}
