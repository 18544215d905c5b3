package org.tanist.cli.app;

import java.util.concurrent.Callable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Globals;
import org.tanist.cli.output.Table;
import org.tanist.client.TanistClient;
import org.tanist.client.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tanist app history}. */
@Command(name = "history", description = "Shows what happened to an application; the last 64 events are kept.")
public final class AppHistory implements Callable<Integer> {

    private final Globals globals;

    @Parameters(index = "0", paramLabel = "N", description = "Its name.")
    private String name = "";

    /** The command. */
    public AppHistory(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        try (TanistClient client = globals.client()) {
            Json history = client.applications().history(name, globals.stale());
            globals.output().show(history, page -> {
                Table table = Table.of("POSITION", "AT", "EVENT", "DETAIL");
                history.list(one ->
                        table.row(one.number("position"), one.text("at"), one.text("event"), one.text("detail")));
                page.table(table);
            });
            return ExitCode.OK;
        }
    }
}
