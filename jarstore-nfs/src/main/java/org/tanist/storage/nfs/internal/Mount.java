package org.tanist.storage.nfs.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The mount that a directory is on, as {@code /proc/mounts} says.
 *
 * @param device what is mounted
 * @param point where
 * @param type the kind of file system, e.g. {@code nfs4}
 * @param options as the kernel uses them
 */
record Mount(String device, Path point, String type, List<String> options) {
    private static final Path TABLE = Path.of("/proc/mounts");
    private static final Set<String> NFS = Set.of("nfs", "nfs4");

    /** The mount of a directory; empty where there is no such table. */
    static Optional<Mount> of(Path directory) throws IOException {
        return Files.isReadable(TABLE) ? of(directory.toRealPath(), Files.readAllLines(TABLE)) : Optional.empty();
    }

    /** The deepest mount above a directory; of several at one place, the last. */
    static Optional<Mount> of(Path directory, List<String> table) {
        return table.stream()
                .map(line -> line.split(" ", -1))
                .filter(words -> words.length >= 4)
                .map(words -> new Mount(
                        plain(words[0]), Path.of(plain(words[1])), words[2], List.of(words[3].split(",", -1))))
                .filter(mount -> directory.startsWith(mount.point))
                .reduce((one, two) -> Comparator.comparingInt((Mount m) -> m.point.getNameCount())
                                        .compare(two, one)
                                >= 0
                        ? two
                        : one);
    }

    /** Blanks stand as octal numbers in the table. */
    private static String plain(String word) {
        return word.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
    }

    /** Whether the server is another machine's business. */
    boolean network() {
        return NFS.contains(type)
                || type.equals("fuse")
                || type.startsWith("fuse.")
                || type.equals("ceph")
                || type.equals("cifs");
    }

    boolean nfs() {
        return NFS.contains(type);
    }

    /** Why nothing can be stored here safely; empty if it can. */
    Optional<String> obstacle() {
        if (nfs() && options.contains("nocto")) {
            return Optional.of(
                    "it is mounted with 'nocto': a reader would not see what was synced. Mount it without that option");
        }
        if (options.contains("ro")) {
            return Optional.of("it is mounted read-only ('ro'): mount it with 'rw'");
        }
        return Optional.empty();
    }

    /** What could be better, one sentence each. */
    List<String> advice() {
        List<String> advice = new ArrayList<>();
        if (nfs() && options.contains("soft")) {
            advice.add(
                    "it is mounted with 'soft': writes fail when the server is slow, and the active gives up its term; 'hard' is better");
        }
        if (nfs()
                && options.stream()
                        .noneMatch(o -> o.equals("lookupcache=positive")
                                || o.equals("lookupcache=pos")
                                || o.equals("lookupcache=none"))) {
            advice.add("new files of other masters are seen sooner with the mount option 'lookupcache=positive'");
        }
        return advice;
    }
}
