package org.tanist.storage.nfs.internal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.DSYNC;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A monotone register in the size of a file; the package page says why. The bytes mean nothing; the file is sparse. */
final class SizeRegister {
    private SizeRegister() {}

    static void raise(Path file, long value) throws IOException {
        try (FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE, DSYNC)) {
            if (channel.size() <= value) {
                channel.write(ByteBuffer.wrap(new byte[] {1}), value);
            }
            // Also when another writer was faster: its value may not be durable yet.
            channel.force(true);
        }
    }

    /** Makes the file if there is none: only so the server is sure to be asked. */
    static long read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE)) {
            return Math.max(0, channel.size() - 1);
        }
    }
}
