package org.tanist.cli.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Globals;
import org.tanist.cli.output.Table;
import org.tanist.client.TanistClient;
import org.tanist.client.json.Json;
import org.tanist.client.wire.KeyVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tanist registry list}. */
@Command(name = "list", description = "Lists keys and their versions.")
public final class ListKeys implements Callable<Integer> {

    private static final int PAGE = 1000;

    private final Globals globals;

    @Parameters(arity = "0..1", paramLabel = "PREFIX", description = "Only keys that start so.")
    private String prefix = "";

    @Option(names = "--limit", paramLabel = "N", description = "At most that many; default 100000.")
    private int limit = 100_000;

    /** The command. */
    public ListKeys(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        try (TanistClient client = globals.client()) {
            List<KeyVersion> keys = keys(client);
            List<Map<String, Object>> plain = keys.stream()
                    .map(k -> Map.<String, Object>of("key", k.key(), "version", k.version()))
                    .toList();
            globals.output().show(new Json(plain), page -> {
                Table table = Table.of("VERSION", "KEY");
                keys.forEach(k -> table.row(k.version(), k.key()));
                page.table(table);
            });
            return ExitCode.OK;
        }
    }

    private List<KeyVersion> keys(TanistClient client) {
        List<KeyVersion> keys = new ArrayList<>();
        String after = null;
        while (keys.size() < limit) {
            int wanted = Math.min(PAGE, limit - keys.size());
            List<KeyVersion> some = client.registry().list(prefix, wanted, after);
            keys.addAll(some);
            if (some.size() < wanted) {
                return keys;
            }
            after = some.get(some.size() - 1).key();
        }
        return keys;
    }
}
