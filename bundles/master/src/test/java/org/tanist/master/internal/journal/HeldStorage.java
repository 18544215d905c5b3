package org.tanist.master.internal.journal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.tanist.storage.Storage;
import org.tanist.testkit.fault.StorageDelegate;

/** A storage on which a file may be held by a dead writer: it cannot be read until somebody retires it, as on HDFS. */
final class HeldStorage extends StorageDelegate {
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refusals = new AtomicInteger();

    HeldStorage(Storage storage) {
        super(storage);
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
}
