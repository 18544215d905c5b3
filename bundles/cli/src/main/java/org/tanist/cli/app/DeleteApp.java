package org.tanist.cli.app;

import java.util.concurrent.Callable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Globals;
import org.tanist.client.TanistClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tanist app delete}. */
@Command(name = "delete", description = "Stops all instances and forgets the application.")
public final class DeleteApp implements Callable<Integer> {

    private final Globals globals;

    @Parameters(index = "0", paramLabel = "N", description = "Its name.")
    private String name = "";

    @Option(names = "--wait", description = "Wait until it is gone and its name is free.")
    private boolean wait;

    /** The command. */
    public DeleteApp(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        try (TanistClient client = globals.client()) {
            client.applications().delete(name);
            if (wait) {
                AppWait.gone(client, name);
            }
            globals.message("application " + name + (wait ? " is deleted" : " is being deleted"));
            return ExitCode.OK;
        }
    }
}
