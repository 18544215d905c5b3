package org.tanist.cli.app;

import java.util.concurrent.Callable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Globals;
import org.tanist.client.TanistClient;
import org.tanist.client.wire.Application;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tanist app restart}. */
@Command(name = "restart", description = "Stops what runs and starts all instances anew; ends a quarantine.")
public final class RestartApp implements Callable<Integer> {

    private final Globals globals;

    @Parameters(index = "0", paramLabel = "N", description = "Its name.")
    private String name = "";

    @Option(names = "--wait", description = "Wait until all instances run.")
    private boolean wait;

    /** The command. */
    public RestartApp(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        try (TanistClient client = globals.client()) {
            Application ordered = client.applications().restart(name);
            Application shown = wait
                    ? AppWait.until(
                            client,
                            name,
                            "running",
                            a -> a.state().equals("running") || a.state().equals("finished"))
                    : ordered;
            globals.output().show(shown.source(), page -> AppPage.one(page, shown));
            return ExitCode.OK;
        }
    }
}
