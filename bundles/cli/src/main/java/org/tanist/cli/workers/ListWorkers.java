package org.tanist.cli.workers;

import java.util.List;
import java.util.concurrent.Callable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Globals;
import org.tanist.cli.output.Table;
import org.tanist.client.TanistClient;
import org.tanist.client.json.Json;
import org.tanist.client.wire.Worker;
import picocli.CommandLine.Command;

/** {@code tanist workers list}. */
@Command(name = "list", description = "Lists workers.")
public final class ListWorkers implements Callable<Integer> {

    private final Globals globals;

    /** The command. */
    public ListWorkers(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        try (TanistClient client = globals.client()) {
            List<Worker> workers = client.workers().list(globals.stale());
            globals.output().show(new Json(workers.stream().map(Worker::source).toList()), page -> {
                Table table = Table.of("NAME", "STATE", "ADDRESS", "INSTANCES", "SLOTS", "MEMORY", "SEEN");
                workers.forEach(w -> table.row(
                        w.name(),
                        w.state(),
                        w.address(),
                        w.instances(),
                        w.slots(),
                        w.memoryUsedMb() + "/" + w.memoryMb() + " MB",
                        w.lastSeenMs() < 0 ? "-" : w.lastSeenMs() + " ms ago"));
                page.table(table);
            });
            return ExitCode.OK;
        }
    }
}
