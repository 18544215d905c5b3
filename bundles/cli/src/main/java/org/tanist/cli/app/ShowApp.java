package org.tanist.cli.app;

import java.util.concurrent.Callable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Globals;
import org.tanist.client.TanistClient;
import org.tanist.client.wire.Application;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tanist app show}. */
@Command(name = "show", description = "Shows an application and its instances.")
public final class ShowApp implements Callable<Integer> {

    private final Globals globals;

    @Parameters(index = "0", paramLabel = "N", description = "Its name.")
    private String name = "";

    /** The command. */
    public ShowApp(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        try (TanistClient client = globals.client()) {
            Application application = client.applications().show(name, globals.stale());
            globals.output().show(application.source(), page -> AppPage.one(page, application));
            return ExitCode.OK;
        }
    }
}
