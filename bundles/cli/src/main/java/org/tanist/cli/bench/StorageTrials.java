package org.tanist.cli.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.tanist.cli.bench.load.LoadResult;
import org.tanist.cli.bench.load.LoadRun;
import org.tanist.cli.bench.load.Sequence;
import org.tanist.cli.local.LocalCluster;
import org.tanist.cli.local.LocalHdfs;
import org.tanist.cli.local.TemporaryDirectory;
import org.tanist.client.TanistClient;
import org.tanist.client.http.Address;

/** What is measured of masters on a shared storage. */
final class StorageTrials {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final int KEYS = 1_000;
    private static final int CHUNK = 1 << 20;
    private static final double SHARE = 80;

    private final LocalCluster cluster;
    private final Medium medium;
    private final Report report;
    private final Consumer<String> progress;
    private final FailoverTrials failovers;

    /**
     * What the masters are on.
     *
     * @param name in the figures
     * @param hdfs its servers, if it is one
     * @param folder where a plain copy goes, if it is a directory
     */
    record Medium(String name, Optional<LocalHdfs> hdfs, Path folder) {
        String takeOverTarget() {
            return hdfs.isPresent() ? "max 1000" : "max 200";
        }
    }

    StorageTrials(LocalCluster cluster, Medium medium, Report report, Consumer<String> progress) {
        this.cluster = cluster;
        this.medium = medium;
        this.report = report;
        this.progress = progress;
        this.failovers = new FailoverTrials(cluster, PATIENCE, progress);
    }

    void prepare() {
        failovers.prepare();
    }

    /** Acknowledged writes a second. */
    void load(LoadRun run, String circumstance) throws IOException {
        Address active = Address.parse(
                cluster.awaitAllUp(START_LIMIT).activeMaster().orElseThrow().address());
        TanistLoad subject = new TanistLoad(active);
        InetSocketAddress address = new InetSocketAddress(active.host(), active.port());
        String figure = medium.name() + ", writes, " + run.clients() + " clients" + circumstance;
        progress.accept("measuring " + figure);
        Sequence.run(address, subject.fills(), KEYS + 1);
        List<Address> standbys =
                cluster.addresses().stream().filter(one -> !one.equals(active)).toList();
        LagWatch lag = new LagWatch(active, standbys);
        LoadResult result;
        try (lag) {
            result = run.run(address, client -> subject.writes(client, KEYS));
        }
        Samples millis = new Samples();
        for (int micros : result.sortedMicros()) {
            millis.add(micros / 1_000.0);
        }
        report.add(figure + ", ms", millis, "");
        report.add(figure + ", a second", result.rate(), "2000/s");
        report.add(
                medium.name() + ", standby behind the active meanwhile" + circumstance + ", ms", lag.millis(), "100");
        if (!lag.trouble().isEmpty()) {
            progress.accept("the standbys were not watched to the end: " + lag.trouble());
        }
        if (result.failed() > 0) {
            progress.accept(figure + ": " + result.failed() + " requests failed (" + result.trouble() + ")");
        }
    }

    /** How long a writer waits when the active is killed. */
    void takeOver(int trials, String circumstance, String target) {
        Samples gaps = new Samples();
        for (int trial = 1; trial <= trials; trial++) {
            gaps.add(failovers.run(Kind.KILL, trial));
        }
        report.add(medium.name() + ", kill" + circumstance + ", gap ms", gaps, target);
    }

    /** A jar of this size, beside a plain copy of the same file to the same medium. */
    void largeJar(int megabytes) throws IOException {
        TemporaryDirectory temporary = TemporaryDirectory.make("jar");
        try (TanistClient client = cluster.client()) {
            Path small = file(temporary.path().resolve("small.jar"), 1, 1);
            Path large = file(temporary.path().resolve("large.jar"), megabytes, 2);
            // The first one of each warms up.
            copy(small);
            client.jars().put(small, "small.jar", (bytes, of) -> {});
            double overhead = medium.hdfs().isPresent() ? copy(small) : 0;
            double plain = megabytes / Math.max(0.001, copy(large) - overhead);
            long start = System.nanoTime();
            client.jars().put(large, "large.jar", (bytes, of) -> {});
            double ours = megabytes / seconds(start);
            String figure = medium.name() + ", jar of " + megabytes + " MB, ";
            report.add(figure + "plain copy MB/s", plain, "");
            report.add(figure + "upload MB/s", ours, String.format(Locale.ROOT, "%.0f", plain * SHARE / 100));
        } finally {
            temporary.remove();
        }
    }

    /** @return seconds for a durable copy by other means */
    private double copy(Path file) throws IOException {
        long start = System.nanoTime();
        if (medium.hdfs().isPresent()) {
            medium.hdfs().get().put(file, "copy");
            return seconds(start);
        }
        Path target = medium.folder().resolve("tanist-bench-copy");
        try {
            Files.copy(file, target);
            try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            return seconds(start);
        } finally {
            Files.deleteIfExists(target);
        }
    }

    private static double seconds(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    private static Path file(Path file, int megabytes, long seed) throws IOException {
        Random random = new Random(seed);
        byte[] chunk = new byte[CHUNK];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < megabytes; i++) {
                random.nextBytes(chunk);
                out.write(chunk);
            }
        }
        return file;
    }

    int lost() {
        return failovers.lost();
    }

    String verdict() {
        return failovers.verdict();
    }
}
