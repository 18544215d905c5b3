package org.tanist.storage.local.internal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A monotone register in the size of a file: raising it to {@code t} writes one byte at offset {@code t}, so that a late lower value
 * cannot shrink it, whoever writes in whatever order. The bytes mean nothing; the file is sparse.
 */
final class Register {
    private Register() {}

    static void raise(Path file, long value) throws IOException {
        boolean made = !Files.exists(file);
        try (FileChannel channel = FileChannel.open(file, CREATE, WRITE)) {
            if (channel.size() <= value) {
                channel.write(ByteBuffer.wrap(new byte[] {1}), value);
            }
            // Also when another writer was faster: its value may not be durable yet.
            channel.force(true);
        }
        Path directory = file.getParent();
        if (made && directory != null) {
            Tree.sync(directory);
        }
    }

    static long read(Path file) throws IOException {
        try {
            return Math.max(0, Files.size(file) - 1);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }
}
