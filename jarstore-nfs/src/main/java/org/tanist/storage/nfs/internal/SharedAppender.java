package org.tanist.storage.nfs.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tanist.storage.Appender;

/**
 * Writes a file that can still be found by its name, whole: an open file goes with its directory when that is moved away, lives on when
 * its name is deleted, and has a hole when it was cut. For one thread at a time, as the SPI says.
 */
final class SharedAppender implements Appender {
    private final Appender file;
    private final SharedDirectory shared;
    private final Begun begun;
    private long synced;

    /**
     * A file that was begun.
     *
     * @param path its name
     * @param in which directory it was
     */
    record Begun(Path path, Ownership.Seen in) {}

    /** Over a new file. */
    SharedAppender(Appender file, SharedDirectory shared, Begun begun) {
        this.file = file;
        this.shared = shared;
        this.begun = begun;
    }

    /** Looks first, unless there is something to be synced: a network client would write that out before it answered. */
    @Override
    public void append(byte[] bytes, int offset, int count) throws IOException {
        if (synced == file.length()) {
            requireWhole();
        }
        file.append(bytes, offset, count);
    }

    @Override
    public void sync() throws IOException {
        file.sync();
        synced = file.length();
        requireWhole();
    }

    /** What fails here has failed for good, as any other error. */
    private void requireWhole() throws IOException {
        try {
            shared.toldIn(begun.in(), () -> {
                long size = Files.size(begun.path());
                if (size < file.length()) {
                    throw new IOException(begun.path() + " has " + size + " bytes instead of the " + file.length()
                            + " that were written: somebody has cut or replaced it");
                }
                return begun;
            });
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public void writeBack() throws IOException {
        file.writeBack();
    }

    @Override
    public long length() {
        return file.length();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
