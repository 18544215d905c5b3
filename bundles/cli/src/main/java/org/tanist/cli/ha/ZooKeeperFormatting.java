package org.tanist.cli.ha;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tanist.cli.context.Confirmation;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.cli.context.Globals;
import org.tanist.cli.context.MasterSources;
import org.tanist.client.zookeeper.AccessDeniedException;
import org.tanist.client.zookeeper.ZooKeeperAccess;
import org.tanist.client.zookeeper.ZooKeeperAddress;
import org.tanist.client.zookeeper.ZooKeeperCluster;

/** Wipes the znodes of a stopped cluster, or makes its path in ZooKeeper. */
public final class ZooKeeperFormatting {
    private static final Duration LONGEST = Duration.ofSeconds(10);

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
     * @param dryRun only say what would be wiped
     */
    public int run(String ensemble, @Nullable String authFile, @Nullable String yes, boolean dryRun) {
        Map<String, String> keys = MasterSources.zookeeperKeys();
        String user = authFile != null ? authFile : keys.getOrDefault("auth-file", "");
        try {
            ZooKeeperAccess access = ZooKeeperAccess.of(keys);
            Ensemble place =
                    new Ensemble(ZooKeeperAddress.parse(ensemble), user.isEmpty() ? access : access.as(Path.of(user)));
            format(place, yes, dryRun);
            return ExitCode.OK;
        } catch (AccessDeniedException e) {
            throw new Failure(
                    ExitCode.NOT_AUTHORISED,
                    "--zookeeper " + ensemble + ": " + e.getMessage()
                            + (user.isEmpty() ? ": give --auth-file FILE" : ", and " + user + " names another one"));
        } catch (IOException e) {
            throw new Failure(ExitCode.FAILED, "--zookeeper " + ensemble + ": " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, "--zookeeper " + ensemble + ": " + e.getMessage());
        }
    }

    /** Where the znodes are, and as whom they are reached. */
    private record Ensemble(ZooKeeperAddress place, ZooKeeperAccess access) {}

    private void format(Ensemble ensemble, @Nullable String yes, boolean dryRun) throws IOException {
        Duration limit = globals.timeout().compareTo(LONGEST) < 0 ? globals.timeout() : LONGEST;
        ZooKeeperAddress place = ensemble.place();
        try (ZooKeeperCluster cluster = ZooKeeperCluster.open(place, ensemble.access(), limit)) {
            List<String> running = cluster.running();
            if (!running.isEmpty()) {
                throw new Failure(
                        ExitCode.REFUSED,
                        "refused while masters have a session with ZooKeeper: " + String.join(", ", running)
                                + "; stop them first (one that was killed keeps its session until the time-out)");
            }
            List<String> foreign = cluster.foreign();
            if (!foreign.isEmpty()) {
                throw new Failure(
                        ExitCode.REFUSED,
                        "--zookeeper " + place + ": this path holds what is not of a Tanist cluster ("
                                + String.join(", ", foreign) + "): check it; nothing was done");
            }
            if (dryRun) {
                globals.message(
                        "checked: all of cluster '" + MasterSources.clusterName() + "' would be deleted at " + place);
                return;
            }
            confirm(place.toString(), yes);
            cluster.format();
            globals.message(place + " is empty; the founders make the cluster anew when they start");
        }
    }

    private void confirm(String place, @Nullable String yes) {
        String name = yes != null
                ? yes
                : Confirmation.line(
                                globals,
                                "All that the cluster kept at " + place + " will be gone. Type the cluster's name:")
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
