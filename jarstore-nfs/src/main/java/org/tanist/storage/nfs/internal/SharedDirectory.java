package org.tanist.storage.nfs.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.tanist.storage.kit.PathNames;

/** Names below the root, and what makes them durable and visible. Thread-safe. */
final class SharedDirectory {
    /** Holds temporary files and what marks the directory; no path of the SPI can have that name. */
    static final String OWN = "~";

    private final Path root;

    SharedDirectory(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    /** A file of the provider's own. */
    Path own(String name) {
        return root.resolve(OWN).resolve(name);
    }

    /** Says whose the directory is; there from the first opening on. */
    Path marker() {
        return own("cluster");
    }

    /** Makes the place for the marker: the one thing that is made in a directory without it. */
    void begin() throws IOException {
        Path own = root.resolve(OWN);
        if (!Files.isDirectory(own)) {
            Files.createDirectory(own);
            sync(root);
        }
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

    /** The directory of a file below the root. */
    Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? root : parent;
    }

    /**
     * Makes the directories between the root and a file. Never the root itself, nor anything in one that has lost its marker: then the
     * mount is gone, or somebody has deleted what was there, and what would be written would be on the wrong disk, or a beginning anew.
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

    /** What is absent below a root that is gone, or was emptied, is not known to be absent. */
    void requireRoot() throws IOException {
        if (!Files.isDirectory(root)) {
            throw new IOException("the shared directory " + root + " is gone: is it mounted?");
        }
        if (!Files.exists(marker())) {
            throw new IOException("the shared directory " + root + " has lost its marker " + OWN + "/"
                    + marker().getFileName() + ": was it emptied, or is it not mounted? Put back what was there");
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
