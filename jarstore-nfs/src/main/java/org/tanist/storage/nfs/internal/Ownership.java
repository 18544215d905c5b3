package org.tanist.storage.nfs.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose a shared directory is, looked at again before each use: somebody may move another directory to its place while masters run.
 * That is told from the marker, by its time of change as long as that stays, or else by what is in it. Thread-safe.
 */
final class Ownership {
    private static final String ATTRIBUTES = "unix:ctime,ino";

    private final Path root;
    private final Path marker;
    private volatile String cluster = "";
    private volatile @Nullable Seen seen;

    Ownership(Path root, Path marker) {
        this.root = root;
        this.marker = marker;
    }

    /**
     * Which directory it is.
     *
     * @param changed when its marker was changed; also by a further link to it, as backups make
     * @param number of the marker's file; not all file systems keep to it
     */
    record Seen(Object changed, Object number) {
        boolean sameAs(Seen other) {
            return changed.equals(other.changed) || number.equals(other.number);
        }
    }

    /** From now on the directory must be that cluster's. */
    void claim(String owner) {
        cluster = owner;
    }

    /**
     * Looks.
     *
     * @throws java.nio.file.NoSuchFileException if it is nobody's
     * @throws IOException if it is another cluster's
     */
    Seen check() throws IOException {
        Map<String, Object> attributes = Files.readAttributes(marker, ATTRIBUTES);
        Seen now = new Seen(attributes.getOrDefault("ctime", ""), attributes.getOrDefault("ino", ""));
        if (!now.equals(seen)) {
            String owner = Files.readString(marker);
            if (!owner.equals(cluster)) {
                throw new IOException("the shared directory " + root + " holds files of cluster '" + owner
                        + "' now, not of " + cluster + ": was it exchanged, or " + marker
                        + " damaged? Put back what was there");
            }
            seen = now;
        }
        return now;
    }

    /**
     * Looks whether it is still the directory that it was then.
     *
     * @throws IOException also if a copy of it is in its place
     */
    void require(Seen then) throws IOException {
        if (!check().sameAs(then)) {
            throw new IOException("the shared directory " + root
                    + " is another one than when the file was begun: what is written to it is not to be found there");
        }
    }
}
