package org.tanist.itests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A small file system of its own that can be filled up, or made to hang. Needs root. */
public final class Disk implements AutoCloseable {
    private final Path mount;
    private final Path image;
    private boolean frozen;
    private boolean closed;

    private Disk(Path mount, Path image) {
        this.mount = mount;
        this.image = image;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "itests-disk"));
    }

    /** An ext4 file system in a file. */
    public static Disk ofMegabytes(int size) {
        Path folder = Tarball.fresh("disk");
        try {
            Path image = folder.resolve("image");
            Path mount = Files.createDirectories(folder.resolve("mount"));
            Processes.must("truncate", "-s", size + "M", image.toString());
            Processes.must("mkfs.ext4", "-q", "-F", "-m", "0", image.toString());
            Processes.must("mount", "-o", "loop", image.toString(), mount.toString());
            return new Disk(mount, image);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where its files are. */
    public Path path() {
        return mount;
    }

    /** Takes all the space. */
    public void fill() {
        Path filler = mount.resolve("filler");
        Processes.run(
                java.time.Duration.ofSeconds(60),
                Map.of(),
                List.of("dd", "if=/dev/zero", "of=" + filler, "bs=1M", "status=none"));
        Processes.run(
                java.time.Duration.ofSeconds(60),
                Map.of(),
                List.of("dd", "if=/dev/zero", "of=" + filler + "2", "bs=4k", "status=none"));
    }

    /** Gives the space back. */
    public void empty() {
        try {
            Files.deleteIfExists(mount.resolve("filler"));
            Files.deleteIfExists(mount.resolve("filler2"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every write blocks from now on. */
    public synchronized void hang() {
        Processes.must("fsfreeze", "-f", mount.toString());
        frozen = true;
    }

    /** Writes go on. */
    public synchronized void resume() {
        if (frozen) {
            Processes.must("fsfreeze", "-u", mount.toString());
            frozen = false;
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            resume();
            Processes.run(java.time.Duration.ofSeconds(20), Map.of(), List.of("umount", "-l", mount.toString()));
            image.toFile().delete();
        }
    }
}
