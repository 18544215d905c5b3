package org.tanist.master.internal.jarstore;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.Optional;

/** A copy that is being written. For one thread. Closed without {@link #seal}, it leaves nothing. */
final class Intake implements AutoCloseable {
    private final Shelf shelf;
    private final String name;
    private final BackgroundAppender appender;
    private final MessageDigest digest = Sha256.digest();
    private boolean sealed;

    Intake(Shelf shelf, String name, BackgroundAppender appender) {
        this.shelf = shelf;
        this.name = name;
        this.appender = appender;
    }

    /** Takes bytes, which must not be changed afterwards. */
    void append(byte[] bytes, int count) throws IOException {
        appender.append(bytes, count);
        digest.update(bytes, 0, count);
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
        appender.finish();
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
            appender.close();
            shelf.discard(name);
        }
    }
}
