package org.tanist.storage.nfs.internal;

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

/** A directory that all masters share. Thread-safe; see the package page for what it does about caches. */
final class NfsStorage implements Storage {
    private static final AtomicLong TEMPORARY = new AtomicLong();

    private final SharedDirectory shared;
    private final String prefix;
    private final Capabilities capabilities;

    /**
     * A storage in a directory that exists.
     *
     * @param writer names temporary files; another one for each master and each of its starts
     * @param survivesHost whether the directory is on another host
     */
    NfsStorage(Path root, String writer, boolean survivesHost) {
        this.shared = new SharedDirectory(root);
        this.prefix = writer + "-";
        this.capabilities = new Capabilities(NfsStorageProvider.NAME, true, survivesHost);
    }

    /** Marks the directory as this cluster's if it is nobody's. @return whose it is */
    String belong(String cluster) throws IOException {
        shared.begin();
        place(shared.marker(), cluster.getBytes(StandardCharsets.UTF_8));
        SharedDirectory.refresh(shared.parent(shared.marker()));
        shared.ownership().claim(cluster);
        return Files.readString(shared.marker());
    }

    @Override
    public boolean createExclusive(String path, byte[] content) throws IOException {
        Path file = shared.file(path);
        return shared.told(() -> {
            shared.makeParents(file);
            return place(file, content);
        });
    }

    /** Gives a complete and durable file its name; the server decides who comes first. */
    boolean place(Path file, byte[] content) throws IOException {
        Path temporary = shared.own(prefix + TEMPORARY.incrementAndGet() + ".tmp");
        shared.makeParents(temporary);
        try {
            try (FileChannel channel = FileChannel.open(temporary, CREATE_NEW, WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            if (!link(file, temporary)) {
                return false;
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
        SharedDirectory.sync(shared.parent(file));
        return true;
    }

    /** Links, and looks at the link count when the name is taken: the request may have been sent again after its answer was lost. */
    private static boolean link(Path file, Path temporary) throws IOException {
        try {
            Files.createLink(file, temporary);
            return true;
        } catch (FileAlreadyExistsException e) {
            return Files.getAttribute(temporary, "unix:nlink") instanceof Integer links && links > 1;
        }
    }

    @Override
    public Appender create(String path) throws IOException {
        Path file = shared.file(path);
        return shared.told(() -> {
            Ownership.Seen begun = shared.ownership().check();
            return new SharedAppender(
                    new FileAppender(path, created(file)), shared, new SharedAppender.Begun(file, begun));
        });
    }

    private FileChannel created(Path file) throws IOException {
        shared.makeParents(file);
        FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE);
        try {
            SharedDirectory.sync(shared.parent(file));
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public InputStream openFresh(String path, long offset) throws IOException {
        FileChannel channel = shared.told(() -> open(path, shared.file(path)));
        try {
            channel.position(offset);
            return Channels.newInputStream(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private FileChannel open(String path, Path file) throws IOException {
        try {
            return FileChannel.open(file, READ);
        } catch (NoSuchFileException first) {
            try {
                SharedDirectory.refresh(shared.parent(file));
                return FileChannel.open(file, READ);
            } catch (NoSuchFileException second) {
                shared.requireRoot();
                FileNotFoundException absent = new FileNotFoundException(
                        "there is no file '" + path + "' in the shared directory " + shared.root());
                absent.initCause(second);
                throw absent;
            }
        }
    }

    @Override
    public void raise(String register, long term) throws IOException {
        Path file = shared.file(register);
        shared.told(() -> {
            shared.makeParents(file);
            SizeRegister.raise(file, term);
            SharedDirectory.sync(shared.parent(file));
            return file;
        });
    }

    @Override
    public long read(String register) throws IOException {
        Path file = shared.file(register);
        return shared.told(() -> {
            try {
                return SizeRegister.read(file);
            } catch (NoSuchFileException e) {
                shared.makeParents(file);
                return SizeRegister.read(file);
            }
        });
    }

    @Override
    public List<StoredFile> list(String directory) throws IOException {
        String before = directory.isEmpty() ? "" : directory + "/";
        Path folder = shared.directory(directory);
        return shared.told(() -> listed(before, folder));
    }

    private List<StoredFile> listed(String before, Path folder) throws IOException {
        List<StoredFile> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (Files.isRegularFile(file)) {
                    add(found, before, file);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            shared.requireRoot();
            return List.of();
        }
        found.sort(Comparator.comparing(StoredFile::path));
        return found;
    }

    private static void add(List<StoredFile> found, String before, Path file) throws IOException {
        try {
            found.add(new StoredFile(before + file.getFileName(), Files.size(file)));
        } catch (NoSuchFileException deleted) {
            // Somebody deleted it since it was listed: as if the listing had come a moment later.
            found.removeIf(f -> f.path().equals(before + file.getFileName()));
        }
    }

    @Override
    public boolean delete(String path) throws IOException {
        Path file = shared.file(path);
        return shared.told(() -> {
            if (!Files.isRegularFile(file) || !Files.deleteIfExists(file)) {
                return false;
            }
            SharedDirectory.sync(shared.parent(file));
            return true;
        });
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    /** There is nothing to free: files are opened by each call. */
    @Override
    public void close() {}
}
