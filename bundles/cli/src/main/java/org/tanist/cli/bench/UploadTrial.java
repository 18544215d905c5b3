package org.tanist.cli.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.tanist.cli.context.Globals;
import org.tanist.cli.local.LocalCluster;
import org.tanist.cli.local.LocalMaster;
import org.tanist.cli.local.Waiting;
import org.tanist.client.TanistClient;

/** One large jar: how fast all masters have it, and what it does to their memory. */
final class UploadTrial {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final double SHARE = 0.7;
    private static final int PIECE = 1 << 20;

    private final ClusterOptions own;
    private final Globals globals;
    private final Report report;

    UploadTrial(ClusterOptions own, Globals globals, Report report) {
        this.own = own;
        this.globals = globals;
        this.report = report;
    }

    void run(int megabytes) throws IOException {
        try (LocalCluster cluster = own.prepare(globals);
                TanistClient client = cluster.client()) {
            cluster.masters().forEach(LocalMaster::logCollections);
            cluster.start();
            cluster.awaitAllUp(LIMIT);
            Path jar = cluster.directory().resolve("large.jar");
            RandomJar.write(jar, megabytes);
            double disk = diskMegabytes(cluster.directory().resolve("disk"), megabytes);
            rest();
            long before = largest(cluster, LocalMaster::residentBytes);
            globals.message("uploading " + megabytes + " MB; the disk alone takes "
                    + String.format(Locale.ROOT, "%.0f MB/s", disk));
            AtomicLong most = new AtomicLong();
            AtomicLong looked = new AtomicLong();
            long start = System.nanoTime();
            client.jars().put(jar, "large.jar", (bytes, of) -> {
                if (bytes - looked.get() > PIECE) {
                    looked.set(bytes);
                    most.accumulateAndGet(largest(cluster, LocalMaster::residentBytes), Math::max);
                }
            });
            double rate = megabytes / ((System.nanoTime() - start) / 1e9);
            most.accumulateAndGet(largest(cluster, LocalMaster::residentBytes), Math::max);
            rest();
            String target = String.format(
                    Locale.ROOT, "%.0f", SHARE * disk / cluster.masters().size());
            report.add("upload of " + megabytes + " MB, MB/s", rate, target);
            report.add("disk alone, written and synced, MB/s", disk, "");
            report.add("largest master before, MB resident", before / 1e6, "");
            report.add("largest master during, MB resident", most.get() / 1e6, "flat");
            report.add("largest master after, MB resident", largest(cluster, LocalMaster::residentBytes) / 1e6, "flat");
            report.add(
                    "fullest heap of a master, MB",
                    largest(cluster, master -> master.collections().fullest()),
                    "");
        }
    }

    private static long largest(LocalCluster cluster, ToLongFunction<LocalMaster> figure) {
        return cluster.masters().stream().mapToLong(figure).max().orElse(0);
    }

    /** What the disk takes, written in one go and synced. */
    private static double diskMegabytes(Path file, int megabytes) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        long start = System.nanoTime();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long left = (long) megabytes * 1_000_000; left > 0; left -= PIECE) {
                piece.clear();
                channel.write(piece);
            }
            channel.force(true);
        }
        double rate = megabytes / ((System.nanoTime() - start) / 1e9);
        Files.delete(file);
        return rate;
    }

    private static void rest() {
        long end = System.nanoTime() + IDLE.toNanos();
        Waiting.until(IDLE, () -> System.nanoTime() > end);
    }
}
