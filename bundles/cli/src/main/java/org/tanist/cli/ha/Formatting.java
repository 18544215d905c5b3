package org.tanist.cli.ha;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tanist.cli.context.Confirmation;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.cli.context.Globals;
import org.tanist.cli.context.MasterSources;
import org.tanist.client.TanistClient;
import org.tanist.client.error.ClientException;
import org.tanist.client.http.Address;
import org.tanist.client.json.Json;

/**
 * Wipes the HA data of one stopped master. With Raft every master keeps its own, in its data directory, so a cluster is formatted
 * master by master.
 */
public final class Formatting {

    private static final String DEFAULT_NAME = "tanist";

    /** The master holds a lock on it while it runs. */
    private static final String LOCK = "master.pid";

    private final Globals globals;

    /** Formatting with these globals. */
    public Formatting(Globals globals) {
        this.globals = globals;
    }

    /**
     * Refuses while a master answers; then wipes the directory, or says what to wipe if none is given.
     *
     * @param dir a data directory, null to be told
     * @param yes the cluster's name, null to be asked for it
     * @param dryRun only say what would be wiped
     */
    public int run(@Nullable String dir, @Nullable String yes, boolean dryRun) {
        refuseWhileRunning();
        String ensemble = MasterSources.zookeeperKeys().getOrDefault("connect", "");
        if (dir == null && !ensemble.isEmpty()) {
            throw new Failure(
                    ExitCode.USAGE,
                    "where is the HA data? With ZooKeeper: 'tanist ha format --zookeeper " + ensemble
                            + "', as in the configuration file; with Raft: 'tanist ha format --dir DATA' on each master's"
                            + " host");
        }
        if (dir == null) {
            throw new Failure(
                    ExitCode.USAGE,
                    "with Raft each master keeps the HA data in its own data directory; stop all masters and run"
                            + " 'tanist ha format --dir DATA' on each of their hosts, with the directory given to"
                            + " bin/master -dir; with ZooKeeper it is there: 'tanist ha format --zookeeper HOST:PORT/PATH'");
        }
        Path data = Path.of(dir);
        List<Path> contents = contents(data);
        if (dryRun) {
            if (Files.exists(data.resolve(LOCK))) {
                wipe(data, List.of());
            }
            globals.message("checked: " + contents.size() + " files and directories of cluster '" + clusterName(data)
                    + "' would be deleted in " + data);
            return ExitCode.OK;
        }
        confirm(data, yes);
        wipe(data, contents);
        globals.message(data + " is empty; a master that starts there is a new one");
        return ExitCode.OK;
    }

    private void refuseWhileRunning() {
        for (Address address : globals.masters()) {
            try (TanistClient client = globals.clientOf(address.toString())) {
                String role = client.read("/api/v1/self").member("status").text("role");
                throw new Failure(
                        ExitCode.REFUSED,
                        "the master at " + address + " is running (" + role + "); stop all masters first");
            } catch (ClientException e) {
                if (e.problem().status() != 0) {
                    throw new Failure(ExitCode.REFUSED, "something answers at " + address + "; stop all masters first");
                }
            }
        }
    }

    private static List<Path> contents(Path data) {
        if (!Files.isDirectory(data)) {
            throw new Failure(ExitCode.NOT_FOUND, "there is no directory " + data);
        }
        try (Stream<Path> listed = Files.list(data)) {
            List<Path> contents = listed.toList();
            boolean known = contents.stream().anyMatch(Formatting::belongsToMaster);
            if (!contents.isEmpty() && !known) {
                throw new Failure(
                        ExitCode.REFUSED, data + " does not look like a master's data directory; nothing was done");
            }
            return contents;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + data + ": " + e.getMessage(), e);
        }
    }

    /** Files that each master makes at its first start. */
    private static boolean belongsToMaster(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.equals("identity.json") || name.equals(LOCK);
    }

    private void confirm(Path data, @Nullable String yes) {
        String name = yes != null
                ? yes
                : Confirmation.line(
                                globals,
                                "All that this master kept in " + data + " will be gone. Type the cluster's name:")
                        .orElseThrow(
                                () -> new Failure(ExitCode.USAGE, "formatting needs the cluster's name: --yes NAME"));
        String expected = clusterName(data);
        if (!expected.equals(name)) {
            throw new Failure(
                    ExitCode.REFUSED,
                    "the cluster of " + data + " is named '" + expected + "', not '" + name + "'; nothing was done");
        }
    }

    private static String clusterName(Path data) {
        Path identity = data.resolve("identity.json");
        if (!Files.exists(identity)) {
            return DEFAULT_NAME;
        }
        try {
            return Json.parse(Files.readAllBytes(identity)).text("clusterName");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + identity + ": " + e.getMessage(), e);
        }
    }

    private static void wipe(Path data, List<Path> contents) {
        Path lock = data.resolve(LOCK);
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            if (held == null) {
                throw new Failure(ExitCode.REFUSED, data + " is in use by a running master; stop it first");
            }
            for (Path path : contents) {
                delete(path);
            }
        } catch (OverlappingFileLockException e) {
            throw new Failure(ExitCode.REFUSED, data + " is in use by a running master; stop it first");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot wipe " + data + ": " + e.getMessage(), e);
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
