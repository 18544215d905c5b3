package org.tanist.master.internal.jarstore;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * A copy that is being written. For one thread. Closed without {@link #seal}, it leaves nothing; when sealing fails, what is left goes
 * later, unless something leads to it.
 */
final class Intake implements AutoCloseable {
    private final Shelf shelf;
    private final String name;
    private final Sink sink;
    private final MessageDigest digest;
    private boolean sealed;

    /** @param digest of what the sink has written, once it is finished */
    Intake(Shelf shelf, String name, Sink sink, MessageDigest digest) {
        this.shelf = shelf;
        this.name = name;
        this.sink = sink;
        this.digest = digest;
    }

    /** Takes bytes, which must not be changed afterwards. */
    void append(byte[] bytes, int count) throws IOException {
        sink.append(bytes, count);
    }

    long size() {
        return sink.length();
    }

    /**
     * Makes it durable under the hash of what was written.
     *
     * @param expected what the hash should be, if that is known
     * @throws IOException also if it is another one; nothing stays then
     */
    Copy seal(Optional<JarId> expected) throws IOException {
        sink.finish();
        JarId id = JarId.of(digest);
        if (expected.isPresent() && !expected.get().equals(id)) {
            throw new IOException("the bytes of jar " + expected.get() + " were not right: their hash is " + id);
        }
        // When this fails, a pointer to it may be there all the same, or come to be: then others may rely on the bytes.
        sealed = true;
        return shelf.place(new Copy(id, name, sink.length()));
    }

    @Override
    public void close() {
        if (!sealed) {
            sink.close();
            shelf.discard(name);
        }
    }
}
