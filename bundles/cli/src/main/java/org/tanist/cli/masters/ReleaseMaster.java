package org.tanist.cli.masters;

import java.util.concurrent.Callable;
import org.tanist.cli.context.ClusterReading;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Globals;
import org.tanist.client.TanistClient;
import org.tanist.client.wire.Master;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tanist masters release}. */
@Command(name = "release", description = "Lets a held member become active again.")
public final class ReleaseMaster implements Callable<Integer> {

    private final Globals globals;

    @Parameters(index = "0", paramLabel = "NAME", description = "Its name or address.")
    private String name = "";

    /** The command. */
    public ReleaseMaster(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        try (TanistClient client = globals.client()) {
            Master master = ClusterReading.member(client, name, globals.stale());
            Master changed = client.masters().hold(master.name(), false);
            globals.message("master " + changed.name() + " is released");
            return ExitCode.OK;
        }
    }
}
