package org.tanist.cli.app;

import java.util.List;
import java.util.concurrent.Callable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Globals;
import org.tanist.client.TanistClient;
import org.tanist.client.json.Json;
import org.tanist.client.wire.Application;
import picocli.CommandLine.Command;

/** {@code tanist app list}. */
@Command(name = "list", description = "Lists applications.")
public final class ListApps implements Callable<Integer> {

    private final Globals globals;

    /** The command. */
    public ListApps(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        try (TanistClient client = globals.client()) {
            List<Application> all = client.applications().list(globals.stale());
            Json plain = new Json(all.stream().map(Application::source).toList());
            globals.output().show(plain, page -> AppPage.list(page, all));
            return ExitCode.OK;
        }
    }
}
