package org.tanist.cli.masters;

import java.util.concurrent.Callable;
import org.tanist.cli.context.ClusterReading;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Globals;
import org.tanist.cli.status.StatusPage;
import org.tanist.client.TanistClient;
import org.tanist.client.json.Json;
import org.tanist.client.wire.Master;
import picocli.CommandLine.Command;

/** {@code tanist masters list}. */
@Command(name = "list", description = "Lists all members.")
public final class ListMasters implements Callable<Integer> {

    private final Globals globals;

    /** The command. */
    public ListMasters(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        try (TanistClient client = globals.client()) {
            Json masters = ClusterReading.read(client, globals.stale()).member("masters");
            globals.output().show(masters, page -> page.table(StatusPage.table(masters.list(Master::of))));
            return ExitCode.OK;
        }
    }
}
