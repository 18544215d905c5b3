package org.tanist.storage.local.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.tanist.storage.kit.PathNames;

/** Names below a root directory, and directories that are durable. Thread-safe. */
final class Tree {
    private final Path root;

    Tree(Path root) {
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
        return root.resolve(PathNames.checked(path));
    }

    /** The directory of a path; empty for the root. */
    Path directory(String path) {
        return path.isEmpty() ? root : file(path);
    }

    /** Makes a directory and those above it, durably. */
    static void make(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path above = directory.toAbsolutePath().getParent();
        if (above != null) {
            make(above);
        }
        Files.createDirectories(directory);
        if (above != null) {
            sync(above);
        }
    }

    /** Makes what a directory names durable. */
    static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
