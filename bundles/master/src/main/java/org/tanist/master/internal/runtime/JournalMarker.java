package org.tanist.master.internal.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.TanistException;

/** Remembers in the data directory where this master's journal is: one that is suddenly elsewhere would begin with an empty state. */
final class JournalMarker {
    private static final String FILE = "journal-place";

    private JournalMarker() {}

    /** Writes down the place at the first time; refuses another one later, with both. */
    static void check(Path directory, String place) throws IOException {
        Path marker = directory.resolve(FILE);
        if (Files.exists(marker)) {
            String before = Files.readString(marker).strip();
            if (!before.equals(place)) {
                throw new TanistException(
                        ErrorCode.INVALID,
                        "tanist.journal.provider, tanist.journal.rootpath: the journal of this master is at '" + before
                                + "', now '" + place + "' is configured; set it back, or restore a backup into an empty"
                                + " cluster and delete " + marker);
            }
            return;
        }
        Files.createDirectories(directory);
        Path fresh = directory.resolve(FILE + ".new");
        Files.write(fresh, place.getBytes(StandardCharsets.UTF_8));
        Files.move(fresh, marker, StandardCopyOption.ATOMIC_MOVE);
    }
}
