package org.tanist.testkit.fault;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.tanist.storage.Appender;
import org.tanist.storage.Capabilities;
import org.tanist.storage.Storage;
import org.tanist.storage.StoredFile;

/**
 * Passes every call on to another storage; whoever stands between overrides what it changes. What has a default in {@link Storage} keeps
 * it, so that it goes through the calls here. As thread-safe as the other one.
 */
public class StorageDelegate implements Storage {
    /** Where calls go. */
    protected final Storage storage;

    /** Passes calls on to this one, and closes it with itself. */
    public StorageDelegate(Storage storage) {
        this.storage = storage;
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
    public long read(String register) throws IOException {
        return storage.read(register);
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
