package org.tanist.cli.ha;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.tanist.cli.context.Confirmation;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.cli.context.Globals;
import org.tanist.cli.context.MasterSources;
import org.tanist.client.zookeeper.ZooKeeperCluster;

/** Wipes the znodes of a stopped cluster, or makes its path in ZooKeeper. */
public final class ZooKeeperFormatting {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Globals globals;

    /** Formatting with these globals. */
    public ZooKeeperFormatting(Globals globals) {
        this.globals = globals;
    }

    /**
     * Refuses while a master has a session.
     *
     * @param ensemble servers and path
     * @param authFile file with {@code user:password}, null for none
     * @param yes the cluster's name, null to be asked for it
     */
    public int run(String ensemble, @Nullable String authFile, @Nullable String yes) {
        try (ZooKeeperCluster cluster = ZooKeeperCluster.open(ensemble, digest(authFile), LIMIT)) {
            int running = cluster.running();
            if (running > 0) {
                throw new Failure(
                        ExitCode.REFUSED,
                        running
                                + " masters have a session with ZooKeeper: stop all masters first (one that was killed keeps"
                                + " its session until the time-out)");
            }
            confirm(ensemble, yes);
            cluster.format();
            globals.message(ensemble + " is empty; the founders make the cluster anew when they start");
            return ExitCode.OK;
        } catch (IOException e) {
            throw new Failure(ExitCode.FAILED, ensemble + ": " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, "--zookeeper " + ensemble + ": " + e.getMessage());
        }
    }

    private static String digest(@Nullable String authFile) throws IOException {
        return authFile == null
                ? ""
                : Files.readString(Path.of(authFile), StandardCharsets.UTF_8).trim();
    }

    private void confirm(String ensemble, @Nullable String yes) {
        String name = yes != null
                ? yes
                : Confirmation.line(
                                globals,
                                "All that the cluster kept at " + ensemble + " will be gone. Type the cluster's name:")
                        .orElseThrow(
                                () -> new Failure(ExitCode.USAGE, "formatting needs the cluster's name: --yes NAME"));
        String expected = MasterSources.clusterName();
        if (!expected.equals(name)) {
            throw new Failure(
                    ExitCode.REFUSED,
                    "the cluster is named '" + expected + "' (tanist.cluster.name), not '" + name
                            + "'; nothing was done");
        }
    }
}
