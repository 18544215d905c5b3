package org.tanist.storage.nfs.internal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.storage.kit.PathNames;

/** Names below the root, and what makes them durable and visible. Thread-safe. */
final class SharedDirectory {
    /** Holds temporary files and what marks the directory; no path of the SPI can have that name. */
    static final String OWN = "~";

    private static final Logger LOG = LoggerFactory.getLogger(SharedDirectory.class);
    private static final String DENIED = "may not be used by user " + System.getProperty("user.name")
            + ": give it back to that user, or change its mode";

    /** What a client says of a file that its server does not know any more. */
    private static final String STALE = "Stale file handle";

    private static final String UNKNOWN = ": the server does not know it any more; if its export was removed or its"
            + " directory made anew, put that back or mount it again";

    private final Path root;
    private final Ownership ownership;

    SharedDirectory(Path root) {
        this.root = root;
        this.ownership = new Ownership(root, marker());
    }

    Ownership ownership() {
        return ownership;
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
            make(own);
        }
    }

    /** Masters that start together do it at the same time, and each may see a while longer that it is not there. */
    private void make(Path directory) throws IOException {
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            LOG.debug("another master has just made {}", directory, e);
        }
        sync(parent(directory));
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
        make(parent);
    }

    /** What is absent below a root that is gone, or was emptied, is not known to be absent. */
    void requireRoot() throws IOException {
        if (!Files.isDirectory(root)) {
            throw new IOException("the shared directory " + root + " is gone: is it mounted?");
        }
        if (!Files.isReadable(root) || !Files.isExecutable(root)) {
            throw new IOException("the shared directory " + root + " " + DENIED);
        }
        if (!Files.exists(marker())) {
            throw new IOException("the shared directory " + root + " has lost its marker " + OWN + "/"
                    + marker().getFileName() + ": was it emptied, or is it not mounted? Put back what was there");
        }
    }

    /** Something done with files. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /**
     * Does it, if the directory is still its owner's. What Java tells by the mere name of a file, or not as an {@link IOException}, is
     * told in words.
     */
    <T> T told(Work<T> work) throws IOException {
        return inWords(() -> {
            ownership.check();
            return work.run();
        });
    }

    /** The same, if it is also the very directory that it was then. */
    <T> T toldIn(Ownership.Seen then, Work<T> work) throws IOException {
        return inWords(() -> {
            ownership.require(then);
            return work.run();
        });
    }

    private <T> T inWords(Work<T> work) throws IOException {
        try {
            return work.run();
        } catch (NoSuchFileException e) {
            requireRoot();
            throw new IOException(e.getFile() + " is gone: was it deleted? Put back what was there", e);
        } catch (AccessDeniedException e) {
            throw new IOException(e.getFile() + " " + DENIED, e);
        } catch (FileNotFoundException | ClosedChannelException e) {
            throw e;
        } catch (FileSystemException e) {
            throw STALE.equals(e.getReason()) ? new IOException(e.getMessage() + UNKNOWN, e) : e;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (IOException e) {
            String why = e.getMessage() + (STALE.equals(e.getMessage()) ? UNKNOWN : "");
            throw why.contains(root.toString()) ? e : new IOException("the shared directory " + root + ": " + why, e);
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
