package org.tanist.cli.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.cli.context.Globals;
import org.tanist.cli.local.AckedWriter;
import org.tanist.cli.local.InstalledEnsemble;
import org.tanist.cli.local.LocalCluster;
import org.tanist.cli.local.LocalWorker;
import org.tanist.cli.local.StorageGround;
import org.tanist.client.TanistClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tanist demo}. */
@Command(
        name = "demo",
        description =
                "Starts three masters and two workers on this host, kills the active and a worker, and shows what happens;"
                        + " ends with Ctrl-C.")
public final class DemoCommand implements Callable<Integer> {

    private static final int MASTERS = 3;

    /** A worker is lost sooner than by default, so that there is less to wait for. */
    private static final List<String> OPTIONS = List.of("-D", "tanist.workers.timeout=4s");

    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofMillis(2);
    private static final Duration REST = Duration.ofSeconds(1);

    private final Globals globals;

    @Option(names = "--once", description = "End by itself; exit code 0 only if all was seen.")
    private boolean once;

    @Option(
            names = "--election",
            paramLabel = "PROVIDER",
            description = "raft (default), or zookeeper: on an ensemble of three servers that is started, too.")
    private String election = "raft";

    @Option(
            names = "--storage",
            paramLabel = "STORAGE",
            description =
                    "Jars and journal on hdfs, of which servers are started, too, or nfs: a directory that all share.")
    private @Nullable String storage;

    @Option(names = "--hadoop", paramLabel = "DIR", description = "Directory with the jars of Hadoop's servers.")
    private @Nullable Path hadoop;

    @Option(names = "--keep", description = "Leave the temporary directory with data and logs.")
    private boolean keep;

    /** The command. */
    public DemoCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        if (storage == null) {
            return elected(OPTIONS);
        }
        try (StorageGround ground = StorageGround.of(storage, Optional.ofNullable(hadoop))) {
            say("Jars and journal are on " + ground.description());
            ground.start();
            return elected(both(OPTIONS, ground.options()));
        }
    }

    private int elected(List<String> options) {
        if (election.equals("raft")) {
            return run(options);
        }
        if (!election.equals("zookeeper")) {
            throw new Failure(ExitCode.USAGE, "--election: there is no demonstration of '" + election + "'");
        }
        try (InstalledEnsemble ensemble = new InstalledEnsemble(TICK, keep)) {
            say("Starting a ZooKeeper ensemble of three servers: " + ensemble.connect());
            ensemble.start();
            return run(both(options, ensemble.options()));
        }
    }

    private static List<String> both(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private int run(List<String> options) {
        try (LocalCluster cluster = new LocalCluster(MASTERS, options, keep);
                TanistClient client = cluster.client();
                AckedWriter writer = new AckedWriter(client, "demo/", PAUSE)) {
            List<LocalWorker> workers = List.of(cluster.worker("w1"), cluster.worker("w2"));
            DemoScript.Props props = new DemoScript.Props(writer, new DemoApplication(client));
            boolean seen = new DemoScript(cluster, workers, props, this::say).play();
            if (once || !seen) {
                return seen ? ExitCode.OK : ExitCode.FAILED;
            }
            goOn(cluster);
            return ExitCode.OK;
        }
    }

    private void goOn(LocalCluster cluster) {
        say("");
        say("The cluster, the application and the writer go on; look at the console, or try in another terminal:");
        say("  export TANIST_MASTERS=" + cluster.masters().get(0).address());
        say("  bin/tanist status --watch");
        say("  bin/tanist app show hello");
        say("  bin/tanist ha transfer m1");
        say("Ctrl-C ends all of it.");
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(REST.toNanos());
        }
    }

    private void say(String line) {
        byte[] bytes = (line + System.lineSeparator()).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        globals.output().raw(bytes);
    }
}
