package org.tanist.master.internal.journal;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.tanist.storage.Storage;
import org.tanist.testkit.fault.StorageDelegate;

/** Remembers for each thread what had been acknowledged when it began to read the fence for the last time. */
final class WatchedStorage extends StorageDelegate {
    private static final String FENCE = new Layout("journal").fence();

    private final LongSupplier acknowledged;
    private final Map<Thread, Long> looks = new HashMap<>();

    WatchedStorage(Storage storage, LongSupplier acknowledged) {
        super(storage);
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
}
