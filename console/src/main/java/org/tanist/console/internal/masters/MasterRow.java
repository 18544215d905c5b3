package org.tanist.console.internal.masters;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Span;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.tanist.console.internal.view.Badge;
import org.tanist.console.internal.view.Figures;
import org.tanist.console.internal.view.Html;
import org.tanist.console.internal.view.Tone;
import org.tanist.control.MasterStatus;

/** One master. Its parts are made once and told what to show, so only what changed goes to the browser. */
final class MasterRow extends HtmlContainer {
    private static final long serialVersionUID = 1L;

    private final Span name = new Span();
    private final Span address = new Span();
    private final Badge self = new Badge();
    private final Badge priority = new Badge();
    private final Badge role = new Badge();
    private final Badge held = new Badge();
    private final Span term = new Span();
    private final Span position = new Span();
    private final Span lag = new Span();
    private final Span health = new Span();
    private final Span disk = new Span();
    private final Span seen = new Span();
    private final transient Map<Action, Button> buttons = new EnumMap<>(Action.class);
    private final String master;
    private transient @Nullable Health shownHealth;

    MasterRow(String master, BiConsumer<Action, String> opener) {
        super("tr");
        this.master = master;
        getElement().setAttribute("role", "row").setAttribute("data-master", master);
        for (Action action : Action.values()) {
            buttons.put(action, button(action, master, opener));
        }
        name.addClassName("master-name");
        address.addClassName("master-address");
        self.show("this page", Tone.PLAIN);
        self.addClassName("quiet");
        priority.addClassName("quiet");
        held.show("held", Tone.WARN);
        health.addClassName("health");
        add(
                cell("Master", Html.element("div", "master-title", name, self, priority), address),
                cell("Role", Html.element("div", "badges", role, held)),
                cell("Term", term),
                cell("Position", position),
                cell("Lag", lag),
                cell("Health", health),
                cell("Disk free", disk),
                cell("Last seen", seen),
                cell("Orders", Html.element("div", "actions", buttons.values().toArray(Component[]::new))));
    }

    /** The name of the master that it shows. */
    String master() {
        return master;
    }

    static String className(String column) {
        return "col-" + column.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private static HtmlContainer cell(String column, Component... content) {
        HtmlContainer cell = Html.element("td", className(column), content);
        cell.getElement().setAttribute("role", "cell").setAttribute("data-label", column);
        return cell;
    }

    private static Button button(Action action, String master, BiConsumer<Action, String> opener) {
        Button button = new Button(action.label(), click -> opener.accept(action, master));
        button.addThemeVariants(ButtonVariant.LUMO_SMALL);
        button.setAriaLabel(action.label() + ": " + master);
        button.getElement().setAttribute("data-master", master).setAttribute("data-action", action.wire());
        return button;
    }

    void show(MasterStatus now, boolean clusterServes) {
        boolean active = "active".equals(now.role());
        boolean reachable = !"unreachable".equals(now.role());
        getElement().setAttribute("data-role", now.role());
        name.setText(now.name());
        name.setTitle(now.id());
        address.setText(now.address());
        // A master without a name of its own is called by its address: once is enough.
        address.setVisible(!now.address().equals(now.name()));
        self.setVisible(now.self());
        priority.setVisible(now.priority() != 0);
        priority.show("priority " + now.priority(), Tone.PLAIN);
        role.show(now.role(), Tone.ofRole(now.role()));
        held.setVisible(now.held() && !"held".equals(now.role()));
        term.setText(Figures.count(now.term()));
        position.setText(Figures.count(now.position()));
        lag.setText(active ? "–" : lag(now.lag()));
        showHealth(new Health(reachable, now.reasons()));
        showDisk(now.disk());
        seen.setText(now.self() ? "now" : Figures.ago(now.lastSeenMs()));
        seen.setClassName("bad", !now.self() && !Figures.fresh(now.lastSeenMs()));
        offer(Action.MAKE_ACTIVE, !active, clusterServes && reachable);
        offer(Action.STAND_DOWN, active, true);
        offer(Action.HOLD, !active && !now.held(), clusterServes);
        offer(Action.RELEASE, now.held(), clusterServes);
    }

    private void offer(Action action, boolean visible, boolean possible) {
        Button button = buttons.get(action);
        if (button != null) {
            button.setVisible(visible);
            button.setEnabled(possible);
        }
    }

    private static String lag(MasterStatus.Lag lag) {
        if (lag.entries() == 0) {
            return "level";
        }
        String entries = Figures.count(lag.entries()) + (lag.entries() == 1 ? " entry" : " entries");
        return lag.seconds() < 1 ? entries : entries + ", " + Figures.duration(lag.seconds() * 1_000);
    }

    private void showHealth(Health now) {
        if (now.equals(shownHealth)) {
            return;
        }
        shownHealth = now;
        health.removeAll();
        if (now.reasons().isEmpty()) {
            health.add(Html.text(
                    "span", now.reachable() ? "good" : "bad", now.reachable() ? "All is well" : "Does not answer"));
        } else {
            health.add(Html.sentences("reasons", now.reasons()));
        }
    }

    private void showDisk(MasterStatus.@Nullable Disk now) {
        disk.setText(now == null ? "unknown" : Figures.size(now.freeBytes()));
        boolean probed = now != null && now.probeMs() >= 0;
        disk.setTitle(probed && now != null ? "A durable write took " + Figures.duration(now.probeMs()) : "");
    }

    /** What the health column shows. */
    private record Health(boolean reachable, List<String> reasons) {}
}
