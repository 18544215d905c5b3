package org.tanist.master.internal.jarstore;

import java.io.IOException;
import java.security.MessageDigest;
import org.tanist.storage.Appender;

/**
 * Computes the hash of what is appended, on the thread that appends: the one that takes bytes from the network has enough to do with
 * that, and is what an upload waits for.
 *
 * @param appender takes the same bytes
 * @param digest of all of them; to be asked by another thread only after this one has ended
 */
record HashedAppender(Appender appender, MessageDigest digest) implements Appender {
    @Override
    public void append(byte[] bytes, int offset, int length) throws IOException {
        digest.update(bytes, offset, length);
        appender.append(bytes, offset, length);
    }

    @Override
    public void sync() throws IOException {
        appender.sync();
    }

    @Override
    public long length() {
        return appender.length();
    }

    @Override
    public void close() throws IOException {
        appender.close();
    }
}
