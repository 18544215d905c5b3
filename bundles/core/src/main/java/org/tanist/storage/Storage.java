package org.tanist.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A storage provider; see the package page. Thread-safe. */
@ConsumerType
public interface Storage extends AutoCloseable {

    /**
     * Creates a file with this content, atomically and durably: whole or not at all, and with exactly one winner among all masters.
     *
     * @return whether this call created it; false leaves the existing file untouched
     */
    boolean createExclusive(String path, byte[] content) throws IOException;

    /**
     * Creates a new file to append to.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the name is taken
     */
    Appender create(String path) throws IOException;

    /**
     * Opens a file so that every byte synced before this call is seen, by whomever it was written.
     *
     * @param offset where to begin, in bytes; at most the length of the file
     * @throws FileNotFoundException if there is none, as far as this master can see
     */
    InputStream openFresh(String path, long offset) throws IOException;

    /** Raises a monotone register to at least {@code term}, durably; a lower value than the present one is a no-op. */
    void raise(String register, long term) throws IOException;

    /** The highest value ever raised, 0 if never; never from a cache. */
    long read(String register) throws IOException;

    /**
     * A value that the register once had, and the present one as a rule: for who only follows, and looks again soon. Cheaper than
     * {@link #read} where that asks more than one server.
     */
    default long glance(String register) throws IOException {
        return read(register);
    }

    /** The files directly in a directory, sorted by name; empty if there is none. May lag behind other masters. */
    List<StoredFile> list(String directory) throws IOException;

    /** Deletes a file. @return whether it was there */
    boolean delete(String path) throws IOException;

    /**
     * Nobody shall append to this file any more: frees what the medium holds for a writer that may be dead, which may be what a reader
     * lacks. Returns at once; done in the background if at all, so nothing that must be safe may rest on it. May be called again and
     * again, also for a file that is complete or absent.
     */
    default void retire(String path) {}

    /** What this provider is. Constant. */
    Capabilities capabilities();

    /** Idempotent. */
    @Override
    void close();
}
