package org.tanist.cli.config;

import java.util.concurrent.Callable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Globals;
import org.tanist.cli.output.Table;
import org.tanist.client.TanistClient;
import org.tanist.client.json.Json;
import org.tanist.client.wire.ConfigEntry;
import picocli.CommandLine.Command;

/** {@code tanist config show}. */
@Command(name = "show", description = "Shows each key with its effective value and where that comes from.")
public final class ShowConfig implements Callable<Integer> {

    private final Globals globals;

    /** The command. */
    public ShowConfig(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        try (TanistClient client = globals.client()) {
            Json json = client.read("/api/v1/config");
            globals.output().show(json, page -> {
                Table table = Table.of("KEY", "VALUE", "SOURCE", "RESTART");
                for (ConfigEntry entry : json.list(ConfigEntry::of)) {
                    table.row(entry.key(), entry.value(), entry.source(), entry.restart() ? "yes" : "no");
                }
                page.table(table);
            });
            return ExitCode.OK;
        }
    }
}
