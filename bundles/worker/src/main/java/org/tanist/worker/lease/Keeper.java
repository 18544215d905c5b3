package org.tanist.worker.lease;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.worker.files.Texts;
import org.tanist.worker.files.WorkerDirectory;
import org.tanist.worker.process.ProcessName;
import org.tanist.worker.process.ProcessTable;
import org.tanist.worker.process.Signals;

/**
 * The companion process ({@code keeper.sh}) that ends the worker's instances when their lease is over.
 *
 * <p>It is a session of its own and outlives the worker; the next process of the same worker goes on with it. One that died or was stopped
 * is replaced the next time that it is told of a lease. The lease is also kept in a file, for a worker that finds neither. One thread.
 */
public final class Keeper {

    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
    private static final long START_MILLIS = 2_000;
    private static final long POLL_MILLIS = 5;

    private final WorkerDirectory directory;

    /** The keeper of this worker, whether or not it runs. */
    public Keeper(WorkerDirectory directory) {
        this.directory = directory;
    }

    /** The lease that was told last, by whichever process of this worker; none if the host was started since. */
    public Lease remembered(long now) throws IOException {
        return Texts.read(directory.file("lease"))
                .flatMap(Lease::parse)
                // A lease beyond what any active gives is of an earlier life of the host, whose clock had come further.
                .filter(lease -> lease.end() - now < TimeUnit.HOURS.toSeconds(1) * 100)
                .orElse(Lease.NONE);
    }

    /** Tells it of a lease, and starts it if it does not run. */
    public void tell(Lease lease) throws IOException {
        if (running().isEmpty() || !Files.exists(directory.file("keeper.pipe"))) {
            start();
        }
        write("lease " + lease + "\n");
        try {
            Texts.write(directory.file("lease"), lease + "\n");
        } catch (IOException e) {
            // A full disk is no reason to end instances; only a worker that is started again would find an older lease.
            LOG.warn("the lease cannot be written down: {}", e.toString());
        }
    }

    /** Ends it: nothing is left to keep. */
    public void quit() throws IOException {
        if (running().isPresent()) {
            write("quit\n");
        }
    }

    /** Its process, if that can do its work. */
    public Optional<ProcessName> running() throws IOException {
        return Texts.read(directory.file("keeper.pid"))
                .flatMap(ProcessName::parse)
                .filter(name -> ProcessTable.find(name.pid())
                        .filter(row -> row.start() == name.start() && row.running() && row.state() != 'T')
                        .isPresent());
    }

    private void start() throws IOException {
        Optional<ProcessName> hung = Texts.read(directory.file("keeper.pid"))
                .flatMap(ProcessName::parse)
                .filter(ProcessName::alive);
        if (hung.isPresent()) {
            LOG.warn(
                    "the keeper with process id {} does not run: replacing it",
                    hung.get().pid());
            Signals.each("KILL", List.of(hung.get().pid()));
        }
        Files.deleteIfExists(directory.file("keeper.pid"));
        Path pipe = directory.file("keeper.pipe");
        // A new one: the old one may be full of what nobody read.
        Files.deleteIfExists(pipe);
        Path log = directory.file("logs").resolve("keeper.log");
        ProcessBuilder builder = new ProcessBuilder(
                        "/bin/sh", "-c", "mkfifo keeper.pipe && exec setsid /bin/bash keeper.sh \"$0\"", directory.id())
                .directory(directory.path().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TANIST_"));
        Process process = builder.start();
        long tries = START_MILLIS / POLL_MILLIS;
        while (running().isEmpty()) {
            if (tries-- == 0 || ended(process)) {
                throw new IOException("the keeper does not start; " + log + " says why");
            }
        }
        LOG.info("keeper: pid={}", process.pid());
    }

    private static boolean ended(Process process) throws IOException {
        try {
            return process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the keeper started", e);
        }
    }

    /** Opened for reading and writing: for writing alone it would wait for a reader that may never come. */
    private void write(String line) throws IOException {
        try (RandomAccessFile pipe =
                new RandomAccessFile(directory.file("keeper.pipe").toFile(), "rw")) {
            pipe.write(line.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
