package org.tanist.cli.masters;

import java.util.concurrent.Callable;
import org.tanist.cli.context.ClusterReading;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Globals;
import org.tanist.client.TanistClient;
import org.tanist.client.wire.Master;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tanist masters move}. */
@Command(name = "move", description = "Tells the cluster a member's new address.")
public final class MoveMaster implements Callable<Integer> {

    private final Globals globals;

    @Parameters(index = "0", paramLabel = "NAME", description = "Its name or address.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "ADDR", description = "Its new host:port.")
    private String address = "";

    /** The command. */
    public MoveMaster(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        try (TanistClient client = globals.client()) {
            Master master = ClusterReading.member(client, name, globals.stale());
            Master changed = client.masters().move(master.name(), address);
            globals.message("master " + changed.name() + " is at " + changed.address());
            return ExitCode.OK;
        }
    }
}
