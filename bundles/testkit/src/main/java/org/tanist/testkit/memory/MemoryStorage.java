package org.tanist.testkit.memory;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.tanist.storage.Appender;
import org.tanist.storage.Capabilities;
import org.tanist.storage.Storage;
import org.tanist.storage.StoredFile;

/** Files in memory. Several storages over one {@link Medium} are the views of several masters on a shared storage. */
public final class MemoryStorage implements Storage {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,255}");

    private final Medium medium;

    /** A view of its own medium. */
    public MemoryStorage() {
        this(new Medium());
    }

    /** A view of a shared medium. */
    public MemoryStorage(Medium medium) {
        this.medium = medium;
    }

    /** What keeps the bytes. It outlives the storages over it. Thread-safe. */
    public static final class Medium {
        private final Map<String, Content> files = new TreeMap<>();
        private final Map<String, Long> registers = new TreeMap<>();

        /** Loses all that was appended and not synced, as a crash of every host would; open appenders are poisoned. */
        public synchronized void crash() {
            files.values().forEach(Content::crash);
        }
    }

    /** Bytes of one file; the appender that made it may still be open. Guarded by the medium. */
    private static final class Content {
        private byte[] synced;
        private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
        private int crashes;

        Content(byte[] synced) {
            this.synced = synced;
        }

        void sync() {
            ByteArrayOutputStream all = new ByteArrayOutputStream(synced.length + pending.size());
            all.writeBytes(synced);
            all.writeBytes(pending.toByteArray());
            synced = all.toByteArray();
            pending.reset();
        }

        void crash() {
            pending.reset();
            crashes++;
        }
    }

    @Override
    public boolean createExclusive(String path, byte[] content) {
        synchronized (medium) {
            return medium.files.putIfAbsent(checked(path), new Content(content.clone())) == null;
        }
    }

    @Override
    public Appender create(String path) throws IOException {
        synchronized (medium) {
            Content content = new Content(new byte[0]);
            if (medium.files.putIfAbsent(checked(path), content) != null) {
                throw new FileAlreadyExistsException(path);
            }
            return new MemoryAppender(path, content);
        }
    }

    @Override
    public InputStream openFresh(String path, long offset) throws IOException {
        synchronized (medium) {
            Content content = medium.files.get(checked(path));
            if (content == null) {
                throw new FileNotFoundException(path);
            }
            int start = (int) Math.min(offset, content.synced.length);
            return new ByteArrayInputStream(content.synced, start, content.synced.length - start);
        }
    }

    @Override
    public void raise(String register, long term) {
        synchronized (medium) {
            medium.registers.merge(checked(register), term, Math::max);
        }
    }

    @Override
    public long read(String register) {
        synchronized (medium) {
            return medium.registers.getOrDefault(checked(register), 0L);
        }
    }

    @Override
    public List<StoredFile> list(String directory) {
        String prefix = directory.isEmpty() ? "" : checked(directory) + "/";
        synchronized (medium) {
            List<StoredFile> found = new ArrayList<>();
            medium.files.forEach((path, content) -> {
                if (path.startsWith(prefix) && path.indexOf('/', prefix.length()) < 0) {
                    found.add(new StoredFile(path, content.synced.length));
                }
            });
            return found;
        }
    }

    @Override
    public boolean delete(String path) {
        synchronized (medium) {
            return medium.files.remove(checked(path)) != null;
        }
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities("memory", true, false);
    }

    @Override
    public void close() {}

    private static String checked(String path) {
        for (String name : path.split("/", -1)) {
            if (!NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
                throw new IllegalArgumentException("path '" + path + "' has a name that no storage must take");
            }
        }
        return path;
    }

    private final class MemoryAppender implements Appender {
        private final String path;
        private final Content content;
        private final int crashes;
        private long length;
        private boolean closed;

        MemoryAppender(String path, Content content) {
            this.path = path;
            this.content = content;
            this.crashes = content.crashes;
        }

        @Override
        public void append(byte[] bytes, int offset, int count) throws IOException {
            synchronized (medium) {
                refuseIfDead();
                content.pending.write(bytes, offset, count);
                length += count;
            }
        }

        @Override
        public void sync() throws IOException {
            synchronized (medium) {
                refuseIfDead();
                content.sync();
            }
        }

        private void refuseIfDead() throws IOException {
            if (closed || content.crashes != crashes) {
                throw new IOException("appender of '" + path + "' is " + (closed ? "closed" : "poisoned by a crash"));
            }
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
