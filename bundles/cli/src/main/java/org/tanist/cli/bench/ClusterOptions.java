package org.tanist.cli.bench;

import java.util.ArrayList;
import java.util.List;
import org.tanist.cli.context.Globals;
import org.tanist.cli.local.LocalCluster;
import picocli.CommandLine.Option;

/** Options of the cluster that a benchmark starts for itself. */
final class ClusterOptions {

    @Option(names = "--size", paramLabel = "N", description = "Number of masters, 3 (default) or 5.")
    private int size = 3;

    @Option(names = "-D", paramLabel = "KEY=VALUE", description = "Further configuration of the masters.")
    private List<String> configuration = new ArrayList<>();

    @Option(names = "--keep", description = "Leave the temporary directory with data and logs.")
    private boolean keep;

    int size() {
        return size;
    }

    /** A cluster with these settings and those of the command line, which win; nothing runs yet. */
    LocalCluster prepare(Globals globals, String... settings) {
        List<String> options = new ArrayList<>();
        for (String setting : settings) {
            options.addAll(List.of("-D", setting));
        }
        configuration.forEach(setting -> options.addAll(List.of("-D", setting)));
        LocalCluster cluster = new LocalCluster(size, options, keep);
        globals.message("starting " + size + " masters in " + cluster.directory());
        return cluster;
    }
}
