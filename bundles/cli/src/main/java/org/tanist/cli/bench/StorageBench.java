package org.tanist.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tanist.cli.bench.load.LoadRun;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.cli.context.Globals;
import org.tanist.cli.local.LocalCluster;
import org.tanist.cli.local.StorageGround;
import org.tanist.cli.local.TemporaryDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tanist bench storage}. */
@Command(
        name = "storage",
        description = {
            "Measures masters whose jars and journal are on a shared storage: writes, take-over, a large jar.",
            "Exit code 1 if an acknowledged write was lost."
        })
public final class StorageBench implements Callable<Integer> {
    private static final String DIRECTORY = "nfs";

    private final Globals globals;

    @Option(
            names = "--storage",
            split = ",",
            paramLabel = "STORAGE",
            description = "hdfs, of which servers are started, or nfs: a directory; default nfs.")
    private List<String> storages = List.of(DIRECTORY);

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "An empty directory for nfs, such as one on a mount; default: a temporary one.")
    private @Nullable Path directory;

    @Option(names = "--hadoop", paramLabel = "DIR", description = "Directory with the jars of Hadoop's servers.")
    private @Nullable Path hadoop;

    @Option(names = "--trials", paramLabel = "N", description = "Deaths of the active; default 10.")
    private int trials = 10;

    @Option(names = "--seconds", paramLabel = "N", description = "Counted time of the load; default 10.")
    private int seconds = 10;

    @Option(names = "--warm-up", paramLabel = "N", description = "Seconds before counting; default 5.")
    private int warmUp = 5;

    @Option(names = "--clients", paramLabel = "N", description = "Clients of the load; default 64.")
    private int clients = 64;

    @Option(names = "--jar-mb", paramLabel = "N", description = "Size of the large jar; default 200.")
    private int jarMegabytes = 200;

    @Mixin
    private final ClusterOptions own = new ClusterOptions();

    /** The command. */
    public StorageBench(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() throws IOException {
        if (trials < 1 || seconds < 1 || warmUp < 0 || clients < 1 || jarMegabytes < 1) {
            throw new Failure(ExitCode.USAGE, "--trials, --seconds, --clients and --jar-mb must be positive");
        }
        Report report = new Report();
        int lost = 0;
        for (String storage : storages) {
            lost += storage.equals(DIRECTORY) && directory != null
                    ? onDirectory(directory, report)
                    : onGround(storage, report);
        }
        report.show(globals);
        return lost == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private int onDirectory(Path folder, Report report) throws IOException {
        String root = folder.toAbsolutePath().toUri().toString();
        return measure(
                new StorageTrials.Medium(DIRECTORY, Optional.empty(), folder), StorageGround.options(root), report);
    }

    private int onGround(String storage, Report report) throws IOException {
        TemporaryDirectory beside = TemporaryDirectory.make("copies");
        try (StorageGround ground = StorageGround.of(storage, Optional.ofNullable(hadoop))) {
            globals.message("starting " + ground.description());
            ground.start();
            return measure(new StorageTrials.Medium(storage, ground.hdfs(), beside.path()), ground.options(), report);
        } finally {
            beside.remove();
        }
    }

    private int measure(StorageTrials.Medium medium, List<String> options, Report report) throws IOException {
        List<String> settings = new ArrayList<>(options);
        settings.removeIf("-D"::equals);
        try (LocalCluster cluster = own.prepare(globals, settings.toArray(String[]::new))) {
            StorageTrials runs = new StorageTrials(cluster, medium, report, globals::message);
            runs.prepare();
            LoadRun load = new LoadRun(clients, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds));
            runs.load(load, "");
            runs.takeOver(trials, "", medium.takeOverTarget());
            runs.largeJar(jarMegabytes);
            if (medium.hdfs().isPresent()) {
                medium.hdfs().get().killDataNode(0);
                runs.takeOver(trials, ", a datanode dead", "max 2000");
                runs.load(load, ", a datanode dead");
            }
            globals.message(medium.name() + ": " + runs.verdict());
            return runs.lost();
        }
    }
}
