package org.tanist.storage.nfs.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private static final Pattern OCTAL = Pattern.compile("\\\\([0-3][0-7]{2})");
    private static final Set<String> NFS = Set.of("nfs", "nfs4");

    /** The mount of a directory; empty where there is no such table. */
    static Optional<Mount> of(Path directory) throws IOException {
        return Files.isReadable(TABLE) ? of(directory.toRealPath(), table()) : Optional.empty();
    }

    /** The deepest mount above a directory; of several at one place, the last. */
    static Optional<Mount> of(Path directory, List<String> table) {
        return table.stream()
                .map(line -> line.split(" ", -1))
                .filter(words -> words.length >= 4)
                .flatMap(words -> mounted(words).stream())
                .filter(mount -> directory.startsWith(mount.point))
                .reduce((one, two) -> Comparator.comparingInt((Mount m) -> m.point.getNameCount())
                                        .compare(two, one)
                                >= 0
                        ? two
                        : one);
    }

    /** Whatever bytes the names of other mounts are made of. */
    private static List<String> table() throws IOException {
        return new String(Files.readAllBytes(TABLE), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    /** Empty for one whose name this process cannot say: its locale lacks the letters. */
    private static Optional<Mount> mounted(String[] words) {
        try {
            return Optional.of(
                    new Mount(plain(words[0]), Path.of(plain(words[1])), words[2], List.of(words[3].split(",", -1))));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Blanks and the like stand as octal numbers in the table. */
    private static String plain(String word) {
        return OCTAL.matcher(word)
                .replaceAll(
                        found -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 8))));
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
