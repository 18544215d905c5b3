package org.tanist.cli.status;

import java.util.concurrent.Callable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Globals;
import org.tanist.cli.output.Page;
import org.tanist.cli.output.Table;
import org.tanist.client.TanistClient;
import org.tanist.client.json.Json;
import org.tanist.client.wire.Explanation;
import picocli.CommandLine.Command;

/** {@code tanist explain}. */
@Command(
        name = "explain",
        description = "Says why each master is or is not eligible, and what the answering master decided last.")
public final class ExplainCommand implements Callable<Integer> {

    private final Globals globals;

    /** The command. */
    public ExplainCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        try (TanistClient client = globals.client()) {
            Json json = client.read("/api/v1/explain");
            globals.output().show(json, page -> print(page, Explanation.of(json)));
            return ExitCode.OK;
        }
    }

    private static void print(Page page, Explanation explanation) {
        page.line(explanation.summary());
        page.line("");
        Table masters = Table.of("NAME", "ROLE", "ELIGIBLE", "WHY");
        explanation
                .masters()
                .forEach(m ->
                        masters.row(m.name(), m.role(), m.eligible() ? "yes" : "no", String.join("; ", m.reasons())));
        page.table(masters);
        page.line("");
        Table decisions = Table.of("AT", "DECISION", "REASON");
        explanation.decisions().forEach(d -> decisions.row(d.at(), d.decision(), d.reason()));
        page.table(decisions);
    }
}
