package org.tanist.cli.masters;

import java.util.concurrent.Callable;
import org.tanist.cli.context.ClusterReading;
import org.tanist.cli.context.Confirmation;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Globals;
import org.tanist.client.TanistClient;
import org.tanist.client.wire.Master;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tanist masters remove}. */
@Command(name = "remove", description = "Removes a member; its data stays on its disk.")
public final class RemoveMaster implements Callable<Integer> {

    private final Globals globals;

    @Parameters(paramLabel = "NAME", description = "Its name or address.")
    private String name = "";

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    /** The command. */
    public RemoveMaster(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        try (TanistClient client = globals.client()) {
            Master master = ClusterReading.member(client, name, globals.stale());
            Confirmation.ask(globals, "This removes master " + master.name() + " (" + master.address() + ")", yes);
            client.masters().remove(master.name());
            globals.message("master " + master.name() + " is no longer a member");
            return ExitCode.OK;
        }
    }
}
