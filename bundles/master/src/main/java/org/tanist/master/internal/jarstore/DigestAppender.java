package org.tanist.master.internal.jarstore;

import java.security.MessageDigest;
import org.tanist.storage.Appender;

/** Computes the hash of what is appended. For one thread; another may ask the digest when that has ended. */
final class DigestAppender implements Appender {
    private final MessageDigest digest;
    private long length;

    /** @param digest of all that comes */
    DigestAppender(MessageDigest digest) {
        this.digest = digest;
    }

    @Override
    public void append(byte[] bytes, int offset, int count) {
        digest.update(bytes, offset, count);
        length += count;
    }

    @Override
    public void sync() {
        // A hash is kept by who asks for it.
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
