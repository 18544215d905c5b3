package org.tanist.cli.plugin;

import java.util.concurrent.Callable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Globals;
import org.tanist.cli.output.Table;
import org.tanist.client.TanistClient;
import org.tanist.client.json.Json;
import org.tanist.client.wire.Plugin;
import picocli.CommandLine.Command;

/** {@code tanist plugin list}. */
@Command(name = "list", description = "Lists what is plugged into the answering master.")
public final class ListPlugins implements Callable<Integer> {

    private final Globals globals;

    /** The command. */
    public ListPlugins(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        try (TanistClient client = globals.client()) {
            Json json = client.read("/api/v1/plugins");
            globals.output().show(json, page -> {
                Table table = Table.of("KIND", "NAME", "VERSION", "STATE", "DETAIL");
                for (Plugin plugin : json.list(Plugin::of)) {
                    String detail = plugin.detail() == null ? "" : plugin.detail();
                    table.row(plugin.kind(), plugin.name(), plugin.version(), plugin.state(), detail);
                }
                page.table(table);
            });
            return ExitCode.OK;
        }
    }
}
