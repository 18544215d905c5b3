package org.tanist.cli.app;

import java.util.concurrent.Callable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Globals;
import org.tanist.client.TanistClient;
import org.tanist.client.wire.Application;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tanist app stop}. */
@Command(name = "stop", description = "Stops all instances; they stay stopped until a restart.")
public final class StopApp implements Callable<Integer> {

    private final Globals globals;

    @Parameters(index = "0", paramLabel = "N", description = "Its name.")
    private String name = "";

    @Option(names = "--wait", description = "Wait until the last one is gone.")
    private boolean wait;

    /** The command. */
    public StopApp(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        try (TanistClient client = globals.client()) {
            Application ordered = client.applications().stop(name);
            Application shown =
                    wait ? AppWait.until(client, name, "stopped", a -> a.state().equals("stopped")) : ordered;
            globals.output().show(shown.source(), page -> AppPage.one(page, shown));
            return ExitCode.OK;
        }
    }
}
