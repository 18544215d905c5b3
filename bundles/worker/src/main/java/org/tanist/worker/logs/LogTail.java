package org.tanist.worker.logs;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tanist.worker.files.RunDirectory;

/** Reads one run's output from its last lines on, over the changes of files. One thread. */
final class LogTail implements Closeable {

    private static final int BLOCK = 16 * 1024;

    private final RunDirectory run;
    private @Nullable FileChannel channel;
    private @Nullable Object key;

    LogTail(RunDirectory run) {
        this.run = run;
    }

    /** Writes the last lines that there are, of both files if the newer one has too few. */
    void writeTail(int lines, OutputStream out) throws IOException {
        FileChannel newest = opened();
        long start = newest == null ? 0 : startOfLast(lines, newest);
        if (newest == null || start == 0) {
            int had = newest == null ? 0 : count(newest);
            writeOlder(Math.max(0, lines - had), out);
        }
        if (newest != null) {
            newest.position(start);
            copy(newest, out);
        }
    }

    /**
     * Writes what has come since.
     *
     * @return whether there was anything, or may be more at once
     */
    boolean writeMore(OutputStream out) throws IOException {
        FileChannel current = opened();
        if (current == null) {
            return false;
        }
        boolean wrote = copy(current, out);
        if (!wrote && replaced()) {
            // Written between the last look and the renaming.
            copy(current, out);
            close();
            return true;
        }
        return wrote;
    }

    @Override
    public void close() throws IOException {
        FileChannel current = channel;
        channel = null;
        if (current != null) {
            current.close();
        }
    }

    private @Nullable FileChannel opened() throws IOException {
        if (channel == null) {
            try {
                channel = FileChannel.open(run.output(), StandardOpenOption.READ);
                key = keyOf(run.output());
            } catch (NoSuchFileException e) {
                return null;
            }
        }
        return channel;
    }

    private boolean replaced() throws IOException {
        Object now = keyOf(run.output());
        return now != null && !Objects.equals(now, key);
    }

    private static @Nullable Object keyOf(Path file) throws IOException {
        return Files.exists(file) ? Files.getAttribute(file, "unix:ino") : null;
    }

    private void writeOlder(int lines, OutputStream out) throws IOException {
        if (lines == 0 || !Files.exists(run.olderOutput())) {
            return;
        }
        try (FileChannel older = FileChannel.open(run.olderOutput(), StandardOpenOption.READ)) {
            older.position(startOfLast(lines, older));
            copy(older, out);
        }
    }

    /** Where the last lines begin; a line's end at the very end of the file begins no line. */
    private static long startOfLast(int lines, FileChannel file) throws IOException {
        long size = file.size();
        if (lines == 0) {
            return size;
        }
        int ends = 0;
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        for (long end = size; end > 0; ) {
            long from = Math.max(0, end - BLOCK);
            block.clear().limit((int) (end - from));
            file.read(block, from);
            for (int i = block.position() - 1; i >= 0; i--) {
                if (block.get(i) == '\n' && from + i < size - 1 && ++ends == lines) {
                    return from + i + 1;
                }
            }
            end = from;
        }
        return 0;
    }

    private static int count(FileChannel file) throws IOException {
        int count = 0;
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        long position = 0;
        for (int read = file.read(block, position); read > 0; read = file.read(block, position)) {
            for (int i = 0; i < read; i++) {
                count += block.get(i) == '\n' ? 1 : 0;
            }
            position += read;
            block.clear();
        }
        return count;
    }

    private static boolean copy(FileChannel from, OutputStream out) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        boolean any = false;
        while (from.read(block) > 0) {
            out.write(block.array(), 0, block.position());
            block.clear();
            any = true;
        }
        out.flush();
        return any;
    }
}
