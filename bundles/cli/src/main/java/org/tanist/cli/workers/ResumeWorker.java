package org.tanist.cli.workers;

import java.util.concurrent.Callable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Globals;
import org.tanist.client.TanistClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tanist workers resume}. */
@Command(name = "resume", description = "Ends the drain of a worker.")
public final class ResumeWorker implements Callable<Integer> {

    private final Globals globals;

    @Parameters(index = "0", paramLabel = "NAME", description = "Its name.")
    private String name = "";

    /** The command. */
    public ResumeWorker(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        try (TanistClient client = globals.client()) {
            client.workers().resume(name);
            globals.message("worker " + name + " takes instances again");
            return ExitCode.OK;
        }
    }
}
