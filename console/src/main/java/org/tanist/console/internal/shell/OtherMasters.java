package org.tanist.console.internal.shell;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import java.util.List;
import org.tanist.console.internal.live.Snapshot;
import org.tanist.control.MasterStatus;

/**
 * Where else this console is served. Put on the page in advance and shown as soon as the browser has lost the master that
 * serves it ({@code freshness.js}): by then nobody could send it any more.
 */
final class OtherMasters extends Div {
    private static final long serialVersionUID = 1L;

    private List<Link> shown = List.of();

    OtherMasters() {
        setId("other-masters");
        addClassName("other-masters");
        getElement().setAttribute("role", "alert");
    }

    void show(Snapshot snapshot) {
        List<Link> links = snapshot.cluster().masters().stream()
                .filter(master -> !master.self())
                .map(Link::of)
                .toList();
        if (links.equals(shown)) {
            return;
        }
        shown = links;
        removeAll();
        String lost = snapshot.stamp().master() + " does not answer. This page goes on by itself when it is back.";
        add(new Paragraph(links.isEmpty() ? lost : lost + " The other masters serve it too:"));
        links.forEach(link -> add(new Anchor("http://" + link.address() + "/ui/masters", link.name())));
    }

    /** Another master. */
    private record Link(String name, String address) {
        static Link of(MasterStatus master) {
            return new Link(master.name(), master.address());
        }
    }
}
