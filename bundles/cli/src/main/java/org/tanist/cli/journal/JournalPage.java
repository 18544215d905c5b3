package org.tanist.cli.journal;

import org.tanist.cli.output.Page;
import org.tanist.cli.output.Table;
import org.tanist.client.wire.Journal;

/** A journal's figures on a page. */
final class JournalPage {

    private JournalPage() {}

    static void print(Page page, Journal journal) {
        page.table(Table.of("PROVIDER", "APPLIED", "COMMITTED", "CHECKPOINT", "BYTES", "FENCED WRITES", "COORDINATOR")
                .row(
                        journal.provider(),
                        journal.applied(),
                        journal.committed(),
                        journal.checkpoint(),
                        journal.bytes(),
                        journal.fencedWrites(),
                        journal.coordinator()));
    }
}
