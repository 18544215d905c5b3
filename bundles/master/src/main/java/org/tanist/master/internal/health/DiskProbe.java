package org.tanist.master.internal.health;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tanist.control.MasterStatus;
import org.tanist.master.internal.platform.Ticker;

/**
 * Tries the data disk with a small durable write, again and again. {@link #probe} blocks and is called by a thread of its own, which a
 * hanging disk may hold for ever; the rest is wait-free and judges by the monotonic clock.
 */
public final class DiskProbe {
    private static final int BLOCK = 4096;

    private final Path directory;
    private final Ticker ticker;
    private final Supplier<Limits> limits;
    private volatile long startedNanos;
    private volatile boolean running;
    private volatile double lastMillis = -1;
    private volatile long freeBytes;
    private volatile @Nullable String failure;

    /** When a disk counts as ill. */
    public record Limits(Duration slowest, long leastFreeBytes) {}

    /** Probes a file in the given directory. */
    public DiskProbe(Path directory, Ticker ticker, Supplier<Limits> limits) {
        this.directory = directory;
        this.ticker = ticker;
        this.limits = limits;
    }

    /** One durable write; never throws. */
    public void probe() {
        startedNanos = ticker.nanos();
        running = true;
        try {
            write();
            freeBytes = Files.getFileStore(directory).getUsableSpace();
            failure = null;
        } catch (IOException e) {
            failure = "a durable write to " + directory + " failed: " + e.getMessage();
        }
        lastMillis = ticker.millisSince(startedNanos);
        running = false;
    }

    private void write() throws IOException {
        Path file = directory.resolve("probe");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer block = ByteBuffer.allocate(BLOCK);
            while (block.hasRemaining()) {
                channel.write(block);
            }
            channel.force(true);
        }
    }

    /** What is wrong with the disk, one sentence; empty if it is well. */
    public Optional<String> illness() {
        Limits limit = limits.get();
        double pending = running ? ticker.millisSince(startedNanos) : 0;
        if (pending > limit.slowest().toMillis()) {
            return Optional.of("the disk of " + directory + " has not finished a durable write for more than "
                    + limit.slowest().toMillis() + " ms");
        }
        String failed = failure;
        if (failed != null) {
            return Optional.of(failed);
        }
        if (lastMillis >= 0 && freeBytes < limit.leastFreeBytes()) {
            return Optional.of("the disk of " + directory + " has only " + freeBytes / (1 << 20)
                    + " MB free, less than " + limit.leastFreeBytes() / (1 << 20) + " MB");
        }
        return Optional.empty();
    }

    /** For status. */
    public MasterStatus.Disk status() {
        return new MasterStatus.Disk(freeBytes, Math.round(lastMillis * 100) / 100.0);
    }
}
