package org.tanist.cli.status;

import java.util.Map;
import java.util.concurrent.Callable;
import org.tanist.cli.context.ClusterReading;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.cli.context.Globals;
import org.tanist.client.TanistClient;
import org.tanist.client.json.Json;
import org.tanist.client.wire.Cluster;
import org.tanist.client.wire.Master;
import picocli.CommandLine.Command;

/** {@code tanist leader}. */
@Command(name = "leader", description = "Prints the active's host:port; exit code 5 if there is none.")
public final class LeaderCommand implements Callable<Integer> {

    private final Globals globals;

    /** The command. */
    public LeaderCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        try (TanistClient client = globals.client()) {
            Cluster cluster = Cluster.of(ClusterReading.read(client, globals.stale()));
            Master active = cluster.activeMaster()
                    .orElseThrow(() -> new Failure(ExitCode.NO_ACTIVE, "no master is active: " + cluster.verdict()));
            Json json = Json.object(Map.of("name", active.name(), "address", active.address(), "term", cluster.term()));
            globals.output().show(json, page -> page.line(active.address()));
            return ExitCode.OK;
        }
    }
}
