package org.tanist.cli.masters;

import java.util.concurrent.Callable;
import org.tanist.cli.context.ClusterReading;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.cli.context.Globals;
import org.tanist.client.TanistClient;
import org.tanist.client.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tanist masters show}. */
@Command(name = "show", description = "Shows one member.")
public final class ShowMaster implements Callable<Integer> {

    private final Globals globals;

    @Parameters(paramLabel = "NAME", description = "Its name or address.")
    private String name = "";

    /** The command. */
    public ShowMaster(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        try (TanistClient client = globals.client()) {
            Json found = ClusterReading.read(client, globals.stale()).list("masters", m -> m).stream()
                    .filter(m ->
                            m.text("name").equals(name) || m.text("address").equals(name))
                    .findFirst()
                    .orElseThrow(() -> new Failure(
                            ExitCode.NOT_FOUND, "no master is named '" + name + "'; 'tanist masters list' shows all"));
            globals.output().show(found, page -> MasterPage.print(page, found));
            return ExitCode.OK;
        }
    }
}
