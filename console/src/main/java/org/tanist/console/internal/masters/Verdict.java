package org.tanist.console.internal.masters;

import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import java.util.Locale;
import org.tanist.console.internal.live.Snapshot;
import org.tanist.console.internal.view.Figures;
import org.tanist.console.internal.view.Html;
import org.tanist.console.internal.view.Tone;
import org.tanist.control.ClusterStatus;

/** How the cluster is, in one sentence, with the figures that it rests on. */
final class Verdict extends Section {
    private static final long serialVersionUID = 1L;

    private final Paragraph sentence = new Paragraph();
    private final Span tolerance = new Span();
    private final Span term = new Span();
    private final Span automatic = new Span();
    private final Span election = new Span();
    private final Span journal = new Span();

    Verdict() {
        setId("verdict");
        addClassName("verdict");
        getElement().setAttribute("aria-label", "Health of the cluster");
        sentence.getElement().setAttribute("role", "status");
        add(
                sentence,
                Html.element(
                        "dl",
                        "verdict-facts",
                        fact("Failure tolerance", tolerance),
                        fact("Term", term),
                        fact("Automatic failover", automatic),
                        fact("Election", election),
                        fact("Journal", journal)));
    }

    private static HtmlContainer fact(String name, Span value) {
        return Html.element("div", "fact", Html.text("dt", "", name), Html.element("dd", "", value));
    }

    void show(Snapshot snapshot) {
        ClusterStatus cluster = snapshot.cluster();
        sentence.setText(cluster.verdict());
        getElement()
                .setAttribute(
                        "data-tone", Tone.ofHealth(cluster.health()).name().toLowerCase(Locale.ROOT));
        int left = cluster.failureTolerance();
        tolerance.setText(left == 1 ? "1 more master" : left + " more masters");
        tolerance.setClassName("bad", left < 1);
        term.setText(Figures.count(cluster.term()));
        automatic.setText(cluster.automaticFailover() ? "on" : "paused");
        automatic.setClassName("bad", !cluster.automaticFailover());
        election.setText(cluster.election().provider());
        journal.setText(cluster.journal().provider() + ", at "
                + Figures.count(cluster.journal().position()));
    }
}
