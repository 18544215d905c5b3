package org.tanist.storage.nfs.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/** Names below the root, and what makes them durable and visible. Thread-safe. */
final class SharedDirectory {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,255}");

    private final Path root;

    SharedDirectory(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    /**
     * The file of a path.
     *
     * @throws IllegalArgumentException if it has a name that no storage may take
     */
    Path file(String path) {
        for (String name : path.split("/", -1)) {
            if (!NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
                throw new IllegalArgumentException("path '" + path
                        + "' is not allowed in a storage: use names of letters, digits, dots, dashes and underscores");
            }
        }
        return root.resolve(path);
    }

    /** The directory of a path; empty for the root. */
    Path directory(String path) {
        return path.isEmpty() ? root : file(path);
    }

    /** The directory of a file below the root. */
    Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? root : parent;
    }

    /**
     * Makes the directories between the root and a file. Never the root itself: when that is gone, the mount is, and what would be
     * written below it would be on the wrong disk.
     */
    void makeParents(Path file) throws IOException {
        Path parent = parent(file);
        if (parent.equals(root) || Files.isDirectory(parent)) {
            return;
        }
        requireRoot();
        makeParents(parent);
        Files.createDirectories(parent);
        sync(parent(parent));
    }

    /** What is absent below a root that is gone is not known to be absent. */
    void requireRoot() throws IOException {
        if (!Files.isDirectory(root)) {
            throw new IOException("the shared directory " + root + " is gone: is it mounted?");
        }
    }

    /** Makes what a directory names durable. */
    static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Makes the client ask the server for the names of this directory. @return whether there is any */
    static boolean refresh(Path directory) throws IOException {
        try (DirectoryStream<Path> names = Files.newDirectoryStream(directory)) {
            return names.iterator().hasNext();
        }
    }
}
