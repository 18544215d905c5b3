package org.tanist.console.internal.masters;

import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.html.Div;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.tanist.console.internal.live.Snapshot;
import org.tanist.console.internal.view.Html;
import org.tanist.control.MasterStatus;

/**
 * The masters, a row each. A plain HTML table: there are few of them, their sentences wrap, and in a narrow window the style sheet
 * turns rows into cards. Rows live as long as their master, so that an update moves neither focus nor scroll position.
 */
final class MasterTable extends Div {
    private static final long serialVersionUID = 1L;

    private static final List<String> COLUMNS =
            List.of("Master", "Role", "Term", "Position", "Lag", "Health", "Disk free", "Last seen", "Orders");

    private final transient BiConsumer<Action, String> opener;
    private final HtmlContainer body = Html.element("tbody", "");
    private final HtmlContainer empty = Html.text(
            "p", "empty", "This master is not a member of a cluster yet. It joins as soon as it reaches the others.");
    private final HtmlContainer table;
    private final transient Map<String, MasterRow> rows = new LinkedHashMap<>();

    /** @param opener opens the dialog of an action for a master */
    MasterTable(BiConsumer<Action, String> opener) {
        this.opener = opener;
        addClassName("table-frame");
        HtmlContainer head = Html.element("tr", "");
        head.getElement().setAttribute("role", "row");
        for (String column : COLUMNS) {
            HtmlContainer cell = Html.text("th", MasterRow.className(column), column);
            cell.getElement().setAttribute("scope", "col").setAttribute("role", "columnheader");
            head.add(cell);
        }
        // The roles are those that the elements have anyway: browsers drop them once rows are laid out as cards.
        body.getElement().setAttribute("role", "rowgroup");
        table = Html.element("table", "masters", Html.element("thead", "", head), body);
        table.setId("masters-grid");
        table.getElement().setAttribute("role", "table").setAttribute("aria-label", "Masters");
        add(table, empty);
    }

    void show(Snapshot snapshot) {
        List<MasterStatus> masters = snapshot.cluster().masters();
        List<String> names = masters.stream().map(MasterStatus::name).toList();
        if (!List.copyOf(rows.keySet()).equals(names)) {
            arrange(names);
        }
        boolean serves = snapshot.cluster().active() != null;
        for (MasterStatus master : masters) {
            row(master.name()).show(master, serves);
        }
        table.setVisible(!masters.isEmpty());
        empty.setVisible(masters.isEmpty());
    }

    private void arrange(List<String> names) {
        List<MasterRow> ordered = names.stream().map(this::row).toList();
        rows.clear();
        ordered.forEach(row -> rows.put(row.master(), row));
        body.removeAll();
        body.add(List.copyOf(ordered));
    }

    private MasterRow row(String master) {
        return rows.computeIfAbsent(master, name -> new MasterRow(name, opener));
    }
}
