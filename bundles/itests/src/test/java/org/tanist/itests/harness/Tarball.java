package org.tanist.itests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The tarball under test, unpacked into a folder with a space in its name, since users have such folders. */
public final class Tarball {
    private static final Path WORK = Path.of(System.getProperty("tanist.work", "target/itests"))
            .toAbsolutePath()
            .normalize();
    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static Path home;

    private Tarball() {}

    /** The home that all tests share; nobody changes anything in it. */
    public static synchronized Path home() {
        if (home == null) {
            home = unpack(fresh("the home"));
        }
        return home;
    }

    /** A home of one's own, e.g. to put plugins into. */
    public static Path ownHome() {
        return unpack(fresh("own home"));
    }

    /** A new, empty folder under target/. */
    public static Path fresh(String name) {
        Path folder = WORK.resolve(name + " " + COUNTER.incrementAndGet());
        try {
            delete(folder);
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number of this test process among those that run at the same time, from 1. */
    static int fork() {
        return Math.max(1, Integer.getInteger("tanist.fork", 1));
    }

    /** Where this run keeps its files. */
    public static Path work() {
        return WORK;
    }

    private static Path unpack(Path folder) {
        Processes.must("tar", "-xzf", file().toString(), "-C", folder.toString());
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(p -> p.getFileName().toString().startsWith("tanist-"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file() {
        Path file = Path.of(System.getProperty("tanist.tarball", "../../distribution/target/tanist-0.1.0.tar.gz"));
        if (!Files.isRegularFile(file)) {
            throw new IllegalStateException(
                    "no tarball at " + file.toAbsolutePath().normalize() + ": run make dist first");
        }
        return file.toAbsolutePath().normalize();
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
