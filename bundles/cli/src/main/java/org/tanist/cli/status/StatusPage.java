package org.tanist.cli.status;

import java.util.List;
import org.tanist.cli.output.Page;
import org.tanist.cli.output.Table;
import org.tanist.client.wire.Cluster;
import org.tanist.client.wire.Master;

/** The cluster on a page. */
public final class StatusPage {

    private StatusPage() {}

    /** Prints what an operator wants to see first. */
    public static void print(Page page, Cluster cluster) {
        page.line("Cluster " + cluster.name() + ": " + page.paint(cluster.health())
                + (cluster.verdict().isEmpty() ? "" : " - " + cluster.verdict()));
        String active = cluster.activeMaster()
                .map(m -> m.name() + " (" + m.address() + ")")
                .orElse("none");
        page.line("Active " + active + ", term " + cluster.term() + ", position " + cluster.position()
                + ", may lose " + cluster.failureTolerance() + " more, election " + cluster.electionProvider()
                + ", journal " + cluster.journalProvider());
        page.line("");
        page.table(table(cluster.masters()));
    }

    /** The masters, one a row. */
    public static Table table(List<Master> masters) {
        Table table = Table.of("NAME", "ADDRESS", "ROLE", "TERM", "POSITION", "LAG", "PRIORITY", "SEEN", "NOTES");
        for (Master master : masters) {
            table.row(
                    master.name(),
                    master.address(),
                    master.role(),
                    master.term(),
                    master.position(),
                    master.lagEntries(),
                    master.priority(),
                    master.self() ? "self" : master.lastSeenMs() + " ms",
                    notes(master));
        }
        return table;
    }

    private static String notes(Master master) {
        StringBuilder notes = new StringBuilder(master.held() ? "held" : "");
        for (String reason : master.reasons()) {
            notes.append(notes.length() == 0 ? "" : "; ").append(reason);
        }
        return notes.toString();
    }
}
