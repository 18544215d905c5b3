package org.tanist.cli.config;

import java.util.Map;
import java.util.concurrent.Callable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Globals;
import org.tanist.cli.output.Page;
import org.tanist.client.TanistClient;
import org.tanist.client.json.Json;
import picocli.CommandLine.Command;

/** {@code tanist config diff}. */
@Command(
        name = "diff",
        description = "Shows keys whose values differ between masters and should not; nothing if there are none.")
public final class DiffConfig implements Callable<Integer> {

    private final Globals globals;

    /** The command. */
    public DiffConfig(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        try (TanistClient client = globals.client()) {
            Json json = client.configDiff();
            globals.output().show(json, page -> print(page, json));
            return ExitCode.OK;
        }
    }

    private static void print(Page page, Json json) {
        json.list("differences", difference -> difference).forEach(difference -> {
            page.line(difference.text("key"));
            for (Map.Entry<String, ?> value :
                    difference.member("values").members().entrySet()) {
                page.line("  " + value.getKey() + ": " + value.getValue());
            }
        });
        json.texts("unreachable").forEach(name -> page.line("master " + name + " did not answer"));
    }
}
