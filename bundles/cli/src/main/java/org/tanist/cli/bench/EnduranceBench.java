package org.tanist.cli.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.tanist.cli.bench.load.LoadResult;
import org.tanist.cli.bench.load.LoadRun;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Globals;
import org.tanist.cli.context.Limits;
import org.tanist.cli.local.Collections;
import org.tanist.cli.local.LocalCluster;
import org.tanist.cli.local.LocalMaster;
import org.tanist.client.http.Address;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tanist bench endurance}. */
@Command(
        name = "endurance",
        description = "Writes over many keys without a pause, and tells for each minute how that went: is it flat?")
public final class EnduranceBench implements Callable<Integer> {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private final Globals globals;

    @Option(names = "--length", paramLabel = "DURATION", description = "Of all; default 10m.")
    private String length = "10m";

    @Option(names = "--row", paramLabel = "DURATION", description = "Of what one row tells of; default 1m.")
    private String row = "1m";

    @Option(names = "--keys", paramLabel = "N", description = "Default 1000000.")
    private int keys = 1_000_000;

    @Option(names = "--clients", paramLabel = "N", description = "Default 64.")
    private int clients = 64;

    @Mixin
    private final ClusterOptions own = new ClusterOptions();

    /** The command. */
    public EnduranceBench(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() throws IOException {
        Duration part = Limits.parse(row);
        long rows = Math.max(1, Limits.parse(length).toMillis() / part.toMillis());
        EnduranceTable table = new EnduranceTable();
        try (LocalCluster cluster = own.prepare(globals)) {
            cluster.masters().forEach(LocalMaster::logCollections);
            cluster.start();
            long[] written = new long[clients];
            Collections before = collections(cluster);
            for (int number = 1; number <= rows; number++) {
                LoadResult result = write(cluster, new LoadRun(clients, Duration.ZERO, part), written);
                Collections now = collections(cluster);
                table.add(number, result, largestMegabytes(cluster), now.since(before));
                before = now;
                globals.message(table.last() + ", " + distinct(written) + " keys");
            }
            table.show(globals, part, distinct(written));
        }
        return ExitCode.OK;
    }

    private LoadResult write(LocalCluster cluster, LoadRun run, long[] written) throws IOException {
        Address active = Address.parse(
                cluster.awaitAllUp(START_LIMIT).activeMaster().orElseThrow().address());
        TanistLoad load = new TanistLoad(active);
        return run.run(
                new InetSocketAddress(active.host(), active.port()),
                client -> load.puts(number -> (long) client * share() + written[client]++ % share()));
    }

    /** Each client has its own part of the keys, so that all of them are written. */
    private long share() {
        return Math.max(1, keys / clients);
    }

    private long distinct(long[] written) {
        long sum = 0;
        for (long count : written) {
            sum += Math.min(count, share());
        }
        return sum;
    }

    private static Collections collections(LocalCluster cluster) {
        Collections most = Collections.NONE;
        for (LocalMaster master : cluster.masters()) {
            Collections one = master.collections();
            most = one.millis() > most.millis() ? one : most;
        }
        return most;
    }

    private static String largestMegabytes(LocalCluster cluster) {
        long most = cluster.masters().stream()
                .mapToLong(LocalMaster::residentBytes)
                .max()
                .orElse(0);
        return String.format(Locale.ROOT, "%.0f", most / 1e6);
    }
}
