package org.tanist.storage.nfs.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.tanist.storage.Appender;

/** Appends to one file; poisoned before each effect and healed after it, so that whatever goes wrong leaves it poisoned. */
final class SharedAppender implements Appender {
    private final String path;
    private final FileChannel channel;
    private long length;
    private boolean poisoned;

    SharedAppender(String path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    @Override
    public void append(byte[] bytes, int offset, int count) throws IOException {
        refuseIfDead();
        poisoned = true;
        ByteBuffer rest = ByteBuffer.wrap(bytes, offset, count);
        // At an explicit place: a client's idea of the end of a file may be old.
        for (long at = length; rest.hasRemaining(); at = length + count - rest.remaining()) {
            channel.write(rest, at);
        }
        length += count;
        poisoned = false;
    }

    @Override
    public void sync() throws IOException {
        refuseIfDead();
        poisoned = true;
        channel.force(false);
        poisoned = false;
    }

    private void refuseIfDead() throws IOException {
        if (poisoned || !channel.isOpen()) {
            throw new IOException("the appender of '" + path + "' is "
                    + (poisoned ? "poisoned by an earlier error" : "closed") + ": open a new file");
        }
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
