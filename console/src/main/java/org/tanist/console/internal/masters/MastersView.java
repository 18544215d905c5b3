package org.tanist.console.internal.masters;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import java.util.Optional;
import org.tanist.console.internal.live.Snapshot;
import org.tanist.console.internal.shell.MainLayout;
import org.tanist.console.internal.view.Console;
import org.tanist.console.internal.view.Html;
import org.tanist.console.internal.view.LiveUpdates;
import org.tanist.control.MasterStatus;

/** {@code /ui/masters}: the state of the cluster's masters, live, and the orders that change which one is active. */
@Route(value = "masters", layout = MainLayout.class)
@PageTitle("Masters · Tanist")
public final class MastersView extends Main {
    private static final long serialVersionUID = 1L;

    private final transient Console console;
    private final Verdict verdict = new Verdict();
    private final MasterTable table;
    private final RecentTransitions transitions = new RecentTransitions();
    private final Button makeActive = new Button("Make active…");
    private final Button standDown = new Button("Stand down…");

    /** Made by Vaadin for each page. */
    public MastersView(Console console) {
        this.console = console;
        this.table = new MasterTable(this::open);
        setId("masters-view");
        addClassName("page");
        makeActive.setId("make-active");
        makeActive.addClickListener(click -> target().ifPresent(master -> open(Action.MAKE_ACTIVE, master.name())));
        standDown.setId("stand-down");
        standDown.addClickListener(click -> active().ifPresent(name -> open(Action.STAND_DOWN, name)));
        add(
                Html.element(
                        "div", "page-head", new H2("Masters"), Html.element("div", "actions", makeActive, standDown)),
                verdict,
                table,
                transitions);
        LiveUpdates.bind(this, console.feed(), this::show);
    }

    private void show(Snapshot snapshot) {
        verdict.show(snapshot);
        table.show(snapshot);
        transitions.show(snapshot.transitions());
        boolean active = snapshot.cluster().active() != null;
        standDown.setEnabled(active);
        makeActive.setEnabled(active && Candidates.of(snapshot).size() > 0);
        standDown.setTooltipText(active ? "" : "There is no active master");
    }

    private Optional<MasterStatus> target() {
        return Candidates.of(console.feed().now()).stream().findFirst();
    }

    private Optional<String> active() {
        return Optional.ofNullable(console.feed().now().cluster().active());
    }

    private void open(Action action, String master) {
        Undertaking undertaking = switch (action) {
            case MAKE_ACTIVE -> ChangeOfActive.transfer(console, master);
            case STAND_DOWN -> ChangeOfActive.standDown(console, master);
            case HOLD -> new HoldOrRelease(console, master, true);
            case RELEASE -> new HoldOrRelease(console, master, false);
        };
        new OrderDialog(console.feed(), undertaking).open();
    }
}
