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

    /**
     * Begins to make durable what was appended, so that the next {@link #sync} finds less to do; may wait for that, and promises
     * nothing. The one method that another thread may call while this one appends; not while it syncs or closes. One that cannot do
     * this beside appending does nothing.
     */
    default void writeBack() throws IOException {}

    /** Bytes appended so far. */
    long length();

    /** Frees the file without a sync. Idempotent. */
    @Override
    void close() throws IOException;
}
