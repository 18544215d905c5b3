package org.tanist.master.internal.jarstore;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import org.tanist.storage.Appender;
import org.tanist.storage.Storage;
import org.tanist.testkit.fault.StorageDelegate;

/** A storage that does not answer who makes a file, as long as somebody wants it so. */
final class SilentStorage extends StorageDelegate {
    private final Silence silence;

    SilentStorage(Storage storage, Silence silence) {
        super(storage);
        this.silence = silence;
    }

    /** Of some storages. Thread-safe. */
    static final class Silence {
        private volatile CountDownLatch over = new CountDownLatch(0);
        private volatile CountDownLatch met = new CountDownLatch(0);

        void begin() {
            over = new CountDownLatch(1);
            met = new CountDownLatch(1);
        }

        /** Waits until somebody waits. */
        void awaitMet() throws InterruptedException {
            met.await();
        }

        void end() {
            over.countDown();
        }

        private void keep() throws IOException {
            met.countDown();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("this process ends");
            }
        }
    }

    @Override
    public boolean createExclusive(String path, byte[] content) throws IOException {
        silence.keep();
        return super.createExclusive(path, content);
    }

    @Override
    public Appender create(String path) throws IOException {
        silence.keep();
        return super.create(path);
    }
}
