package org.tanist.master.internal.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers in the data directory how far this master has applied the journal on a shared storage: when all masters have started again,
 * one that was cut or put back from a backup is told from a whole one by that. What it says is true, if a second old; nothing rests on
 * its being there. For one thread, which the disk may hold up.
 */
final class JournalReach {
    private static final Logger LOG = LoggerFactory.getLogger(JournalReach.class);
    private static final String FILE = "journal-reach";

    private final Path directory;
    private final LongSupplier applied;
    private long written;

    /** Nothing is read or written yet. @param applied the index of the last entry that this master has applied */
    JournalReach(Path directory, LongSupplier applied) {
        this.directory = directory;
        this.applied = applied;
    }

    /** The index that was remembered; 0 if none was. */
    static long read(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        String text = Files.exists(file) ? Files.readString(file).strip() : "";
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    /** Remembers, if there is more than before. */
    void turn() {
        long now = applied.getAsLong();
        if (now <= written) {
            return;
        }
        try {
            written = Math.max(written, read(directory));
            if (now > written) {
                Path fresh = directory.resolve(FILE + ".new");
                Files.write(fresh, Long.toString(now).getBytes(StandardCharsets.US_ASCII));
                Files.move(fresh, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
                written = now;
            }
        } catch (IOException e) {
            // The disk probe tells of the disk.
            LOG.debug("how far the journal was applied is not written down", e);
        }
    }
}
