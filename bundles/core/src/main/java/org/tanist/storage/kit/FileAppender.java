package org.tanist.storage.kit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Appends to a file of the operating system, on a disk of this host or on a mount. */
public final class FileAppender extends OneChanceAppender {
    private final FileChannel channel;

    /**
     * For a file that was just made.
     *
     * @param path for messages
     * @param channel to the empty file, open for writing; closed with this
     */
    public FileAppender(String path, FileChannel channel) {
        super(path);
        this.channel = channel;
    }

    /** At an explicit place: a network client's idea of the end of a file may be old. */
    @Override
    protected void write(byte[] bytes, int offset, int count) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes, offset, count);
        while (rest.hasRemaining()) {
            channel.write(rest, length() + count - rest.remaining());
        }
    }

    @Override
    protected void force() throws IOException {
        channel.force(false);
    }

    /** The kernel takes writes while it syncs, and a failed sync is told to one caller only: so this counts as one. */
    @Override
    protected void advance() throws IOException {
        force();
    }

    @Override
    protected void free(boolean poisoned) throws IOException {
        channel.close();
    }
}
