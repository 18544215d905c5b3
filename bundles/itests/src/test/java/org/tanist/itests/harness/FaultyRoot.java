package org.tanist.itests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A directory for all masters that goes wrong in the ways that a mount can: a small file system of its own (tmpfs), seen through a file
 * system whose server is a process (bindfs). Needs root.
 */
public final class FaultyRoot implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Path base;
    private final Path mount;
    private final Process server;
    private boolean readOnly;
    private boolean closed;

    private FaultyRoot(Path folder, int megabytes) {
        base = folder.resolve("base");
        mount = folder.resolve("mount");
        try {
            Files.createDirectories(base);
            Files.createDirectories(mount);
            Processes.must("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", base.toString());
            Files.createDirectories(base.resolve("root"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server = Processes.start(new ProcessBuilder("bindfs", "-f", base.toString(), mount.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("bindfs.log").toFile()));
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "itests-root"));
        Eventually.until("bindfs has mounted", LIMIT, () -> status("mountpoint", "-q", mount.toString()) == 0);
    }

    /** Whether this machine has what it needs. */
    public static boolean possible() {
        return Processes.root() && status("sh", "-c", "command -v bindfs && test -c /dev/fuse") == 0;
    }

    /** A root on a file system of this size. */
    public static FaultyRoot ofMegabytes(int size) {
        return new FaultyRoot(Tarball.fresh("faulty"), size);
    }

    private static int status(String... command) {
        return Processes.run(LIMIT, Map.of(), List.of(command)).exit();
    }

    /** What the masters are told. */
    public String address() {
        return "file://" + path();
    }

    /** The directory. This process must not look at it while it hangs. */
    public Path path() {
        return mount.resolve("root");
    }

    /** Its files, seen past what can go wrong. */
    public Path inside() {
        return base.resolve("root");
    }

    /** It is deleted with all that is in it; a backup is kept, which has even what is still written into the deleted files. */
    public void delete() {
        Processes.must("cp", "-al", inside().toString(), backup().toString());
        Processes.must("rm", "-rf", inside().toString());
    }

    /** After {@link #delete}: an empty directory is in its place, as below a mount that is gone. */
    public void begin() {
        Processes.must("mkdir", inside().toString());
    }

    /** After {@link #begin}: it is that cluster's. */
    public void claim(String cluster) {
        String own = inside().resolve("~").toString();
        Processes.must("sh", "-c", "mkdir \"$0\" && printf %s \"$1\" > \"$0/cluster\"", own, cluster);
    }

    /** The backup is in its place. */
    public void restore() {
        Processes.must("rm", "-rf", inside().toString());
        Processes.must("mv", backup().toString(), inside().toString());
    }

    private Path backup() {
        return base.resolve("backup");
    }

    /** Nothing can be opened for writing any more; what is open already goes on. */
    public synchronized void protect() {
        Processes.must("mount", "--bind", path().toString(), path().toString());
        readOnly = true;
        Processes.must("mount", "-o", "remount,bind,ro", path().toString());
    }

    /** It can be written again. */
    public synchronized void unprotect() {
        if (readOnly) {
            readOnly = false;
            Processes.must("umount", "-l", path().toString());
        }
    }

    /** Takes all the space, to the last byte. */
    public void fill() {
        for (String block : List.of("1M", "4k")) {
            status("dd", "if=/dev/zero", "of=" + base.resolve("filler" + block), "bs=" + block, "status=none");
        }
    }

    /** Gives the space back. */
    public void empty() {
        for (String block : List.of("1M", "4k")) {
            base.resolve("filler" + block).toFile().delete();
        }
    }

    /** Every call waits from now on. */
    public void hang() {
        Processes.signal(server.pid(), "STOP");
    }

    /** The calls that waited go on. */
    public void resume() {
        Processes.signal(server.pid(), "CONT");
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            unprotect();
            Processes.destroy(server);
            status("umount", "-l", mount.toString());
            status("umount", "-l", base.toString());
        }
    }
}
