package org.tanist.worker.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.tanist.client.wire.Incarnation;
import org.tanist.worker.process.ProcessName;

/** A worker's own directory, locked for as long as this process lives: two workers on one would end each other's instances. */
public final class WorkerDirectory {

    private static final List<Path> SHARED =
            List.of(Path.of("/"), Path.of("/tmp"), Path.of("/var/tmp"), Path.of("/dev/shm"));
    private static final String PID = "worker.pid";
    private static final String ID = "worker.id";

    private final Path path;
    private final String id;

    // Kept open on purpose: the kernel drops the lock with the process, however that ends.
    @SuppressWarnings("unused")
    private final FileLock lock;

    private WorkerDirectory(Path path, String id, FileLock lock) {
        this.path = path;
        this.id = id;
        this.lock = lock;
    }

    /**
     * Makes the directory if it is missing, locks it, and reads or makes the worker's identity.
     *
     * @throws DirectoryException if it cannot be made, written or locked
     */
    public static WorkerDirectory open(Path path) throws DirectoryException {
        if (SHARED.contains(path)) {
            throw new DirectoryException(
                    "-dir " + path + " is everybody's and may be wiped: name a directory of this worker's own");
        }
        try {
            Files.createDirectories(path.resolve("instances"));
            Files.createDirectories(path.resolve("jars"));
            Files.createDirectories(path.resolve("logs"));
            FileLock lock = lock(path);
            for (String script : List.of("runner.sh", "keeper.sh")) {
                install(script, path);
            }
            return new WorkerDirectory(path, identity(path.resolve(ID)), lock);
        } catch (IOException e) {
            throw new DirectoryException("-dir " + path + " cannot be used (" + reason(e)
                    + "): make it writable for this user, or name another one");
        }
    }

    /** The process that has this directory now, if any. */
    public static Optional<ProcessName> holder(Path path) throws IOException {
        return Texts.read(path.resolve(PID)).flatMap(ProcessName::parse).filter(ProcessName::alive);
    }

    /** Where it is; absolute. */
    public Path path() {
        return path;
    }

    /** The worker's identity, a UUID that is made once. */
    public String id() {
        return id;
    }

    /** A file or folder in it. */
    public Path file(String name) {
        return path.resolve(name);
    }

    /** Where a run is kept; it need not exist. */
    public RunDirectory run(Incarnation run) {
        Path instance = instance(run.application(), run.instance());
        return new RunDirectory(instance.resolve(Long.toString(run.incarnation())), run);
    }

    /** Where the runs of an instance are kept. */
    public Path instance(String application, int number) {
        return path.resolve("instances").resolve(application).resolve(Integer.toString(number));
    }

    /** The runs of an instance, the newest last. */
    public List<RunDirectory> runs(String application, int number) throws IOException {
        List<RunDirectory> runs = new ArrayList<>();
        for (Path entry : Texts.entries(instance(application, number))) {
            String name = entry.getFileName().toString();
            if (name.matches("\\d{1,18}")) {
                runs.add(run(new Incarnation(application, number, Long.parseLong(name))));
            }
        }
        runs.sort((a, b) -> Long.compare(a.run().incarnation(), b.run().incarnation()));
        return runs;
    }

    /** All runs of all instances. */
    public List<RunDirectory> runs() throws IOException {
        List<RunDirectory> runs = new ArrayList<>();
        for (Path application : Texts.entries(path.resolve("instances"))) {
            for (Path instance : Texts.entries(application)) {
                String number = instance.getFileName().toString();
                if (number.matches("\\d{1,9}")) {
                    runs.addAll(runs(application.getFileName().toString(), Integer.parseInt(number)));
                }
            }
        }
        return runs;
    }

    private static FileLock lock(Path path) throws IOException, DirectoryException {
        FileChannel channel =
                FileChannel.open(path.resolve("worker.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            String holder = holder(path).map(name -> Long.toString(name.pid())).orElse("unknown");
            throw new DirectoryException("-dir " + path + " is in use by the worker with process id " + holder
                    + ": stop that one, or name another directory");
        }
        channel.write(ByteBuffer.wrap(new byte[] {'\n'}), 0);
        Texts.write(path.resolve(PID), ProcessName.self() + "\n");
        return lock;
    }

    private static String identity(Path file) throws IOException {
        Optional<String> known = Texts.read(file).filter(text -> !text.isEmpty());
        if (known.isPresent()) {
            return known.get();
        }
        String fresh = UUID.randomUUID().toString();
        Texts.write(file, fresh + "\n");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        return fresh;
    }

    /** Beside, then renamed: a shell that still reads the one of an earlier version goes on reading that. */
    private static void install(String script, Path path) throws IOException {
        Path beside = path.resolve(script + ".new");
        try (InputStream in = Objects.requireNonNull(WorkerDirectory.class.getResourceAsStream(script), script)) {
            Files.copy(in, beside, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(beside, path.resolve(script), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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
