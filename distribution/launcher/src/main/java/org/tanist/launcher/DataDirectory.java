package org.tanist.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.tanist.configuration.ConfigurationException;

/** A master's own directory, locked for as long as this process lives: two masters on one directory would destroy it. */
final class DataDirectory {
    private static final List<Path> SHARED =
            List.of(Path.of("/"), Path.of("/tmp"), Path.of("/var/tmp"), Path.of("/dev/shm"));

    private static final String PID = "master.pid";

    private final Path path;

    // Kept open on purpose: the kernel drops the lock with the process, however that ends.
    @SuppressWarnings("unused")
    private final FileLock lock;

    private DataDirectory(Path path, FileLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the directory if it is missing, locks it, and writes this process's id into {@code master.pid}.
     *
     * @throws ConfigurationException if it cannot be made, written or locked
     */
    static DataDirectory open(Path path) throws ConfigurationException {
        if (SHARED.contains(path)) {
            throw new ConfigurationException("tanist.directory = '" + path
                    + "' is everybody's and may be wiped: name a directory of this master's own (-dir)");
        }
        try {
            Files.createDirectories(path.resolve("logs"));
            Path file = path.resolve(PID);
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                String holder = Files.readString(file).trim();
                channel.close();
                throw new ConfigurationException(
                        "tanist.directory = '" + path + "' is in use by the master with process id " + holder
                                + ": stop that one, or name another directory (-dir)");
            }
            byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
            channel.truncate(0).write(ByteBuffer.wrap(pid));
            channel.force(true);
            return new DataDirectory(path, lock);
        } catch (IOException e) {
            throw new ConfigurationException("tanist.directory = '" + path + "' cannot be written (" + reason(e)
                    + "): make it writable for this user, or name another one (-dir)");
        }
    }

    /** The process that has this directory now, if any. */
    static Optional<ProcessHandle> holder(Path path) throws IOException {
        Path file = path.resolve(PID);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.tryLock() != null) {
                return Optional.empty();
            }
        }
        String pid = Files.readString(file).trim();
        return pid.matches("\\d{1,18}") ? ProcessHandle.of(Long.parseLong(pid)) : Optional.empty();
    }

    /** Where it is. */
    Path path() {
        return path;
    }

    /** In words for people: exceptions of the file system carry the reason in their type or beside the message. */
    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "it is a file";
        }
        if (e instanceof FileSystemException failure && failure.getReason() != null) {
            return failure.getReason();
        }
        return String.valueOf(e.getMessage());
    }
}
