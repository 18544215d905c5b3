package org.tanist.master.internal.jarstore;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.storage.Appender;

/** A copy that is being written. For one thread. Closed without {@link #seal}, it leaves nothing. */
final class Intake implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    /** So that the last sync, for which everybody waits, has little to do. */
    private static final long SYNC_BYTES = 32L << 20;

    private final Shelf shelf;
    private final String name;
    private final Appender appender;
    private final MessageDigest digest = Sha256.digest();
    private long synced;
    private boolean sealed;

    Intake(Shelf shelf, String name, Appender appender) {
        this.shelf = shelf;
        this.name = name;
        this.appender = appender;
    }

    void append(byte[] bytes, int offset, int length) throws IOException {
        digest.update(bytes, offset, length);
        appender.append(bytes, offset, length);
        if (appender.length() - synced >= SYNC_BYTES) {
            appender.sync();
            synced = appender.length();
        }
    }

    long size() {
        return appender.length();
    }

    /**
     * Makes it durable under the hash of what was written.
     *
     * @param expected what the hash should be, if that is known
     * @throws IOException also if it is another one; nothing stays then
     */
    Copy seal(Optional<JarId> expected) throws IOException {
        appender.sync();
        appender.close();
        JarId id = JarId.of(digest);
        if (expected.isPresent() && !expected.get().equals(id)) {
            throw new IOException("the bytes of jar " + expected.get() + " were not right: their hash is " + id);
        }
        Copy copy = shelf.place(new Copy(id, name, appender.length()));
        sealed = true;
        return copy;
    }

    @Override
    public void close() {
        if (!sealed) {
            try {
                appender.close();
            } catch (IOException e) {
                LOG.debug("the file of upload {} could not be closed", name, e);
            }
            shelf.discard(name);
        }
    }
}
