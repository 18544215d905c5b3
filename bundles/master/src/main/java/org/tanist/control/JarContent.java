package org.tanist.control;

import java.io.IOException;
import java.io.OutputStream;
import org.osgi.annotation.versioning.ConsumerType;

/** The bytes of one jar, to be read once. For one thread. */
@ConsumerType
public interface JarContent extends AutoCloseable {

    /** In bytes. */
    long size();

    /** For people; empty if the catalogue is not asked. */
    String name();

    /**
     * Writes all bytes, but for the last piece only after the hash of the whole was right: a reader that got {@link #size} bytes got
     * the jar. Blocks as long as the stream does.
     *
     * @throws DamagedJarException if the copy is not what its id says; it has been put aside then, so another attempt may succeed
     */
    void writeTo(OutputStream out) throws IOException;

    @Override
    void close() throws IOException;

    /** The copy on this master's disk is damaged or cannot be read. */
    final class DamagedJarException extends IOException {
        private static final long serialVersionUID = 1L;

        /** Says which one. */
        public DamagedJarException(String message) {
            super(message);
        }
    }
}
