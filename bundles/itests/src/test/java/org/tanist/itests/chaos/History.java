package org.tanist.itests.chaos;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All calls of a run, in the order in which they ended, and a file with them; lines that begin with # say what was done to the cluster. */
final class History implements AutoCloseable {
    private final List<Call> calls = new ArrayList<>();
    private final BufferedWriter file;
    private long acknowledged;

    History(Path path) {
        try {
            file = Files.newBufferedWriter(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void add(Call call) {
        calls.add(call);
        acknowledged += call.ok() ? 1 : 0;
        write(call.line());
    }

    synchronized void note(String text) {
        write("# " + System.nanoTime() + " " + text);
    }

    private void write(String line) {
        try {
            file.write(line);
            file.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    synchronized long acknowledged() {
        return acknowledged;
    }

    /** Reads a file that an earlier run has left. */
    static List<Call> read(Path path) {
        try {
            return Files.readAllLines(path).stream()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(Call::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
