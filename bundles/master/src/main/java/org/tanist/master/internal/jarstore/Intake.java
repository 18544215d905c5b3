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
    private final Hashing hashing;
    private boolean sealed;

    /**
     * The hash of the same bytes, made beside their writing.
     *
     * @param sink leads to the digest
     * @param digest to be asked when the sink is finished
     */
    record Hashing(Sink sink, MessageDigest digest) {
        /** Begins it; the sink of the bytes is closed if that cannot be. */
        static Hashing beside(Sink bytes, Sink.Maker sinks) throws IOException {
            try {
                MessageDigest digest = Sha256.digest();
                return new Hashing(sinks.over(new DigestAppender(digest)), digest);
            } catch (IOException | RuntimeException e) {
                bytes.close();
                throw e;
            }
        }

        JarId finish() throws IOException {
            sink.finish();
            return JarId.of(digest);
        }
    }

    Intake(Shelf shelf, String name, Sink sink, Hashing hashing) {
        this.shelf = shelf;
        this.name = name;
        this.sink = sink;
        this.hashing = hashing;
    }

    /** Takes bytes; see {@link Sink#append}. */
    void append(Piece piece) throws IOException {
        hashing.sink().append(piece);
        sink.append(piece);
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
        JarId id = hashing.finish();
        if (expected.isPresent() && !expected.get().equals(id)) {
            throw new IOException("the bytes of jar " + expected.get() + " were not right: their hash is " + id);
        }
        // When this fails, a pointer to it may be there all the same, or come to be: then others may rely on the bytes.
        sealed = true;
        return shelf.place(new Copy(id, name, sink.length()));
    }

    @Override
    public void close() {
        hashing.sink().close();
        if (!sealed) {
            sink.close();
            shelf.discard(name);
        }
    }
}
