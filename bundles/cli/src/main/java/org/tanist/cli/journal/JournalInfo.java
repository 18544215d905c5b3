package org.tanist.cli.journal;

import java.util.concurrent.Callable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Globals;
import org.tanist.client.TanistClient;
import org.tanist.client.json.Json;
import org.tanist.client.wire.Journal;
import picocli.CommandLine.Command;

/** {@code tanist journal info}. */
@Command(name = "info", description = "Shows the figures of the answering master's journal.")
public final class JournalInfo implements Callable<Integer> {

    private final Globals globals;

    /** The command. */
    public JournalInfo(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        try (TanistClient client = globals.client()) {
            Json json = client.read("/api/v1/journal");
            globals.output().show(json, page -> JournalPage.print(page, Journal.of(json)));
            return ExitCode.OK;
        }
    }
}
