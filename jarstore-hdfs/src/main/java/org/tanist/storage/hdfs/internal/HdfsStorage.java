package org.tanist.storage.hdfs.internal;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.CannotObtainBlockLengthException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.storage.Appender;
import org.tanist.storage.Capabilities;
import org.tanist.storage.Storage;
import org.tanist.storage.StoredFile;

/** A directory on HDFS. Thread-safe; see the package page. */
final class HdfsStorage implements Storage {
    /** More than the client's way from one NameNode to the other and back takes. */
    static final Duration LIMIT = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(HdfsStorage.class);
    private static final Duration CLOSING = Duration.ofSeconds(3);

    private final Tree tree;
    private final Calls calls;
    private final SmallFiles small;
    private final Leases leases;
    private final Pipelines pipelines;
    private final Ownership ownership;
    private final Map<String, NameRegister> registers = new ConcurrentHashMap<>();
    private final Capabilities capabilities = new Capabilities(HdfsStorageProvider.NAME, true, true);
    private volatile boolean closed;

    /** A storage in a directory that is the owner's; it closes the file system and the calls. */
    HdfsStorage(Tree tree, Calls calls, Ownership ownership) {
        this.tree = tree;
        this.calls = calls;
        this.ownership = ownership;
        this.leases = new Leases(tree, calls);
        this.pipelines = new Pipelines(tree, calls);
        this.small = new SmallFiles(tree, calls, LIMIT);
    }

    private <T> T call(String what, String path, Calls.Call<T> call) throws IOException {
        try {
            return calls.within(LIMIT, what + " '" + path + "'", () -> {
                ownership.check();
                return call.run();
            });
        } catch (IOException e) {
            throw Causes.translated(path, e);
        }
    }

    @Override
    public boolean createExclusive(String path, byte[] content) throws IOException {
        Path file = call("look for", path, () -> tree.names().file(path));
        try {
            return small.place("create '" + path + "'", file, content);
        } catch (IOException e) {
            throw Causes.translated(path, e);
        }
    }

    @Override
    public Appender create(String path) throws IOException {
        Path file = tree.names().file(path);
        FSDataOutputStream out = call("create", path, () -> tree.create(file, false));
        return new HdfsAppender(
                path, new HdfsAppender.Medium(tree, calls, pipelines), new HdfsAppender.Open(file, out));
    }

    @Override
    public InputStream openFresh(String path, long offset) throws IOException {
        Path file = tree.names().file(path);
        return call("open", path, () -> {
            FSDataInputStream in = opened(file);
            try {
                in.seek(offset);
                return new FreshStream(path, in);
            } catch (EOFException e) {
                in.close();
                throw new IOException(
                        "it has fewer than " + offset + " bytes, which it once had: was it cut, or an older state put"
                                + " in its place? Put back what was there",
                        e);
            } catch (IOException | RuntimeException e) {
                in.close();
                throw e;
            }
        });
    }

    private FSDataInputStream opened(Path file) throws IOException {
        try {
            return tree.system().open(file);
        } catch (CannotObtainBlockLengthException e) {
            leases.endIfForsaken(file);
            throw e;
        }
    }

    @Override
    public void raise(String register, long term) throws IOException {
        NameRegister found = register(register);
        call("raise", register, () -> {
            found.raise(term);
            return true;
        });
    }

    @Override
    public long read(String register) throws IOException {
        return call("read register", register, register(register)::read);
    }

    @Override
    public long glance(String register) throws IOException {
        return call("look at register", register, register(register)::glance);
    }

    private NameRegister register(String name) {
        return registers.computeIfAbsent(name, n -> new NameRegister(tree, n));
    }

    @Override
    public List<StoredFile> list(String directory) throws IOException {
        Path folder = tree.names().directory(directory);
        String before = directory.isEmpty() ? "" : directory + "/";
        return call("list", directory, () -> {
            List<StoredFile> found = new ArrayList<>();
            try {
                for (FileStatus file : tree.system().listStatus(folder)) {
                    if (file.isFile()) {
                        found.add(new StoredFile(before + file.getPath().getName(), file.getLen()));
                    }
                }
            } catch (FileNotFoundException e) {
                return List.of();
            }
            found.sort(Comparator.comparing(StoredFile::path));
            return found;
        });
    }

    @Override
    public boolean delete(String path) throws IOException {
        Path file = tree.names().file(path);
        return call("delete", path, () -> {
            try {
                return tree.system().getFileStatus(file).isFile()
                        && tree.system().delete(file, false);
            } catch (FileNotFoundException e) {
                return false;
            }
        });
    }

    @Override
    public void retire(String path) {
        leases.end(tree.names().file(path));
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            calls.run(CLOSING, "close", tree.system()::close);
        } catch (IOException e) {
            LOG.debug("HDFS was not closed in order: {}", Causes.line(e));
        }
        calls.close();
    }
}
