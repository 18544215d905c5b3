package org.tanist.worker.masters;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether this worker itself, and no operator, has told the masters to place nothing here, because it was being stopped. A file. */
public final class Absence {

    private final Path note;

    /** Kept in this file. */
    public Absence(Path note) {
        this.note = note;
    }

    boolean begun() {
        return Files.exists(note);
    }

    void begin() {
        try {
            Files.writeString(note, "drained by this worker, because it was being stopped\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void end() {
        try {
            Files.deleteIfExists(note);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
