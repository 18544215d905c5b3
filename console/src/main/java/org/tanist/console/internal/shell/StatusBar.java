package org.tanist.console.internal.shell;

import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import org.tanist.console.internal.live.Snapshot;
import org.tanist.console.internal.view.Badge;
import org.tanist.console.internal.view.Figures;
import org.tanist.console.internal.view.Html;
import org.tanist.console.internal.view.Tone;
import org.tanist.control.ClusterStatus;
import org.tanist.control.Stamp;

/** The line on top of every page: which cluster, how it is, who is active, who serves this page and how fresh it is. */
final class StatusBar extends Div {
    private static final long serialVersionUID = 1L;

    private final Span cluster = new Span();
    private final Badge health = new Badge();
    private final Span active = new Span();
    private final Span server = new Span();
    private final Span asOf = new Span();

    StatusBar() {
        addClassName("status-bar");
        cluster.addClassName("cluster-name");
        cluster.setId("cluster-name");
        health.setId("cluster-health");
        active.setId("active-name");
        server.setId("served-by");
        asOf.setId("as-of");
        add(
                Html.element("div", "identity", cluster, health),
                Html.element(
                        "dl",
                        "status-facts",
                        fact("Active", active),
                        fact("This page", server),
                        fact("Data as of", asOf)));
    }

    private static HtmlContainer fact(String name, Span value) {
        return Html.element("div", "fact", Html.text("dt", "", name), Html.element("dd", "", value));
    }

    void show(Snapshot snapshot) {
        ClusterStatus facts = snapshot.cluster();
        Stamp stamp = snapshot.stamp();
        cluster.setText(facts.name());
        cluster.setTitle(facts.name());
        health.show(facts.health(), Tone.ofHealth(facts.health()));
        String name = facts.active() == null ? "nobody" : facts.active();
        active.setText(name);
        active.setTitle("Term " + facts.term());
        active.setClassName("bad", facts.active() == null);
        server.setText(stamp.master() + " (" + stamp.role().wire() + ")");
        server.setTitle("The master that serves this page");
        boolean fresh = Figures.fresh(stamp.ageMs());
        asOf.setText(Figures.clock(snapshot.asOf()) + (fresh ? "" : " (" + Figures.ago(stamp.ageMs()) + ")"));
        asOf.setClassName("bad", !fresh);
        asOf.getElement()
                .setAttribute("data-fresh", String.valueOf(fresh))
                .setAttribute("data-taken", snapshot.takenAt().toString());
    }
}
