package org.tanist.cli.status;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.tanist.cli.context.ClusterReading;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Globals;
import org.tanist.cli.context.Terminal;
import org.tanist.cli.output.Format;
import org.tanist.client.TanistClient;
import org.tanist.client.error.ClientException;
import org.tanist.client.json.Json;
import org.tanist.client.wire.Cluster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tanist status}. */
@Command(
        name = "status",
        description = "Shows the cluster and its masters; exit code 8 if degraded, 5 without an active.")
public final class StatusCommand implements Callable<Integer> {

    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final String CLEAR = "\u001b[H\u001b[2J";

    private final Globals globals;

    @Option(names = "--watch", description = "Show it again each second until Ctrl-C.")
    private boolean watch;

    /** The command. */
    public StatusCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        if (!watch) {
            try (TanistClient client = globals.client()) {
                return show(client);
            }
        }
        try (TanistClient client = globals.followingClient()) {
            int exitCode = ExitCode.OK;
            while (!Thread.currentThread().isInterrupted()) {
                exitCode = again(client);
                LockSupport.parkNanos(PERIOD.toNanos());
            }
            return exitCode;
        }
    }

    private int again(TanistClient client) {
        if (globals.output().format() == Format.TABLE && Terminal.output()) {
            globals.output().raw(CLEAR.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        try {
            return show(client);
        } catch (ClientException e) {
            globals.message("tanist: " + e.getMessage());
            return ExitCode.NO_ACTIVE;
        }
    }

    private int show(TanistClient client) {
        Json json = ClusterReading.read(client, globals.stale());
        Cluster cluster = Cluster.of(json);
        globals.output().show(json, page -> StatusPage.print(page, cluster));
        return switch (cluster.health()) {
            case "healthy" -> ExitCode.OK;
            case "no-active" -> ExitCode.NO_ACTIVE;
            default -> cluster.active() == null ? ExitCode.NO_ACTIVE : ExitCode.DEGRADED;
        };
    }
}
