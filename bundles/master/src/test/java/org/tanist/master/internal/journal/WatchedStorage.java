package org.tanist.master.internal.journal;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.tanist.storage.Appender;
import org.tanist.storage.Capabilities;
import org.tanist.storage.Storage;
import org.tanist.storage.StoredFile;

/** Remembers for each thread what had been acknowledged when it began to read the fence for the last time. */
final class WatchedStorage implements Storage {
    private static final String FENCE = new Layout("journal").fence();

    private final Storage storage;
    private final LongSupplier acknowledged;
    private final Map<Thread, Long> looks = new HashMap<>();

    WatchedStorage(Storage storage, LongSupplier acknowledged) {
        this.storage = storage;
        this.acknowledged = acknowledged;
    }

    /** Of the calling thread. */
    long acknowledgedAtLastLook() {
        return looks.getOrDefault(Thread.currentThread(), 0L);
    }

    @Override
    public long read(String register) throws IOException {
        if (register.equals(FENCE)) {
            looks.put(Thread.currentThread(), acknowledged.getAsLong());
        }
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
    public InputStream openFresh(String path, long offset) throws IOException {
        return storage.openFresh(path, offset);
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
