package org.tanist.storage;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/** Appends to one file. For one thread at a time. Any error poisons it: all later calls but {@code close} throw. */
@ConsumerType
public interface Appender extends AutoCloseable {

    /** Adds bytes; durable only after {@link #sync}. */
    void append(byte[] bytes, int offset, int length) throws IOException;

    /** Returns when everything appended is durable and visible to {@link Storage#openFresh} of every master. */
    void sync() throws IOException;

    /** Bytes appended so far. */
    long length();

    /** Frees the file without a sync. Idempotent. */
    @Override
    void close() throws IOException;
}
