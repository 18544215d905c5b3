package org.tanist.master.internal.journal;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.tanist.storage.Appender;
import org.tanist.storage.Capabilities;
import org.tanist.storage.Storage;
import org.tanist.storage.StoredFile;

/** A storage on which a file may be held by a dead writer: it cannot be read until somebody retires it, as on HDFS. */
final class HeldStorage implements Storage {
    private final Storage storage;
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refusals = new AtomicInteger();

    HeldStorage(Storage storage) {
        this.storage = storage;
    }

    void hold(String path) {
        held.add(path);
    }

    boolean holds(String path) {
        return held.contains(path);
    }

    /** How often a held file could not be read. */
    int refusals() {
        return refusals.get();
    }

    @Override
    public void retire(String path) {
        held.remove(path);
    }

    @Override
    public InputStream openFresh(String path, long offset) throws IOException {
        if (holds(path)) {
            refusals.incrementAndGet();
            throw new IOException("'" + path + "' is held by its writer");
        }
        return storage.openFresh(path, offset);
    }

    @Override
    public long read(String register) throws IOException {
        return storage.read(register);
    }

    @Override
    public boolean createExclusive(String path, byte[] content) throws IOException {
        return storage.createExclusive(path, content);
    }

    @Override
    public Appender create(String path) throws IOException {
        return storage.create(path);
    }

    @Override
    public void raise(String register, long term) throws IOException {
        storage.raise(register, term);
    }

    @Override
    public List<StoredFile> list(String directory) throws IOException {
        return storage.list(directory);
    }

    @Override
    public boolean delete(String path) throws IOException {
        return storage.delete(path);
    }

    @Override
    public Capabilities capabilities() {
        return storage.capabilities();
    }

    @Override
    public void close() {
        storage.close();
    }
}
