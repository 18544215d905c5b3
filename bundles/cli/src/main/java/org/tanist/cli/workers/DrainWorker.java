package org.tanist.cli.workers;

import java.util.concurrent.Callable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Globals;
import org.tanist.client.TanistClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tanist workers drain}. */
@Command(
        name = "drain",
        description = "Moves the instances of a worker to others, one at a time, and places none there.")
public final class DrainWorker implements Callable<Integer> {

    private final Globals globals;

    @Parameters(index = "0", paramLabel = "NAME", description = "Its name.")
    private String name = "";

    /** The command. */
    public DrainWorker(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        try (TanistClient client = globals.client()) {
            client.workers().drain(name);
            globals.message("worker " + name + " is being drained; 'tanist workers list' shows how far it is");
            return ExitCode.OK;
        }
    }
}
