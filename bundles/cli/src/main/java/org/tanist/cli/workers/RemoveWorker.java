package org.tanist.cli.workers;

import java.util.concurrent.Callable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Globals;
import org.tanist.client.TanistClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tanist workers remove}. */
@Command(name = "remove", description = "Forgets a worker that is lost for good.")
public final class RemoveWorker implements Callable<Integer> {

    private final Globals globals;

    @Parameters(index = "0", paramLabel = "NAME", description = "Its name.")
    private String name = "";

    /** The command. */
    public RemoveWorker(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        try (TanistClient client = globals.client()) {
            client.workers().remove(name);
            globals.message("worker " + name + " is forgotten");
            return ExitCode.OK;
        }
    }
}
