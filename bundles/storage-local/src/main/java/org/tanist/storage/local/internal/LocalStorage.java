package org.tanist.storage.local.internal;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.tanist.storage.Appender;
import org.tanist.storage.Capabilities;
import org.tanist.storage.Storage;
import org.tanist.storage.StoredFile;
import org.tanist.storage.kit.FileAppender;

/**
 * A directory on this host's disk. Thread-safe, also for several storages over one directory in one process.
 *
 * <p>The directory {@code ~} holds temporary files and the id of the cluster; no path of the SPI can have that name.
 */
final class LocalStorage implements Storage {
    private static final Capabilities CAPABILITIES = new Capabilities(LocalStorageProvider.NAME, false, false);
    private static final String OWN = "~";
    private static final AtomicLong TEMPORARY = new AtomicLong();

    private final Tree tree;
    private final Path own;

    private LocalStorage(Path root) {
        this.tree = new Tree(root);
        this.own = root.resolve(OWN);
    }

    /** Opens a directory and makes it the cluster's, or refuses one that is another cluster's. */
    static LocalStorage open(Path root, String cluster) throws IOException {
        LocalStorage storage = new LocalStorage(root);
        storage.sweep();
        storage.belong(cluster);
        return storage;
    }

    /** Deletes the temporary files of a process that has died. */
    private void sweep() throws IOException {
        Tree.make(own);
        String mine = prefix();
        try (DirectoryStream<Path> left = Files.newDirectoryStream(own, "*.tmp")) {
            for (Path file : left) {
                if (!file.getFileName().toString().startsWith(mine)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private void belong(String cluster) throws IOException {
        Path marker = own.resolve("cluster");
        if (!Files.exists(marker)) {
            place(marker, cluster.getBytes(StandardCharsets.UTF_8));
        }
        String owner = Files.readString(marker);
        if (!owner.equals(cluster)) {
            throw new IOException("the directory " + tree.root() + " holds files of cluster " + owner + ", not of "
                    + cluster + ": use another one, or move it away");
        }
    }

    @Override
    public boolean createExclusive(String path, byte[] content) throws IOException {
        Path file = tree.file(path);
        Tree.make(parent(file));
        return place(file, content);
    }

    private boolean place(Path file, byte[] content) throws IOException {
        Tree.make(own);
        Path temporary = own.resolve(prefix() + TEMPORARY.incrementAndGet() + ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(temporary, CREATE_NEW, WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException e) {
            return false;
        } finally {
            Files.deleteIfExists(temporary);
        }
        Tree.sync(parent(file));
        return true;
    }

    private static String prefix() {
        return ProcessHandle.current().pid() + "-";
    }

    @Override
    public Appender create(String path) throws IOException {
        Path file = tree.file(path);
        Tree.make(parent(file));
        FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE);
        try {
            Tree.sync(parent(file));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return new FileAppender(path, channel);
    }

    @Override
    public InputStream openFresh(String path, long offset) throws IOException {
        Path file = tree.file(path);
        FileChannel channel;
        try {
            channel = FileChannel.open(file, READ);
        } catch (NoSuchFileException e) {
            throw notFound(path, e);
        }
        try {
            channel.position(offset);
            return Channels.newInputStream(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static FileNotFoundException notFound(String path, Exception cause) {
        FileNotFoundException absent =
                new FileNotFoundException("there is no file '" + path + "' in the local storage");
        absent.initCause(cause);
        return absent;
    }

    @Override
    public void raise(String register, long term) throws IOException {
        Path file = tree.file(register);
        Tree.make(parent(file));
        Register.raise(file, term);
    }

    @Override
    public long read(String register) throws IOException {
        return Register.read(tree.file(register));
    }

    @Override
    public List<StoredFile> list(String directory) throws IOException {
        String prefix = directory.isEmpty() ? "" : directory + "/";
        List<StoredFile> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(tree.directory(directory))) {
            for (Path file : files) {
                if (Files.isRegularFile(file)) {
                    add(found, prefix, file);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        found.sort(Comparator.comparing(StoredFile::path));
        return found;
    }

    private static void add(List<StoredFile> found, String prefix, Path file) throws IOException {
        try {
            found.add(new StoredFile(prefix + file.getFileName(), Files.size(file)));
        } catch (NoSuchFileException deleted) {
            // Somebody deleted it since it was listed: as if the listing had come a moment later.
            found.removeIf(f -> f.path().equals(prefix + file.getFileName()));
        }
    }

    @Override
    public boolean delete(String path) throws IOException {
        Path file = tree.file(path);
        if (!Files.isRegularFile(file) || !Files.deleteIfExists(file)) {
            return false;
        }
        Tree.sync(parent(file));
        return true;
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    /** There is nothing to free: files are opened by each call. */
    @Override
    public void close() {}

    private Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? tree.root() : parent;
    }
}
