package org.tanist.cli.jar;

import java.util.concurrent.Callable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Globals;
import org.tanist.cli.output.Table;
import org.tanist.client.TanistClient;
import org.tanist.client.json.Json;
import org.tanist.client.wire.Jar;
import picocli.CommandLine.Command;

/** {@code tanist jar list}. */
@Command(name = "list", description = "Lists all jars.")
public final class ListJars implements Callable<Integer> {

    private final Globals globals;

    /** The command. */
    public ListJars(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        try (TanistClient client = globals.client()) {
            Json jars = client.read("/api/v1/jars" + (globals.stale() ? "?stale=true" : ""));
            globals.output().show(jars, page -> {
                Table table = Table.of("NAME", "SIZE", "PUBLISHED", "ID");
                for (Jar jar : jars.list(Jar::of)) {
                    table.row(jar.name(), jar.size(), jar.publishedAt(), jar.id());
                }
                page.table(table);
            });
            return ExitCode.OK;
        }
    }
}
