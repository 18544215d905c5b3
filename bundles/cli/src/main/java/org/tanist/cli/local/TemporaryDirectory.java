package org.tanist.cli.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A directory that goes with what it was made for.
 *
 * @param path where it is
 */
public record TemporaryDirectory(Path path) {

    /** A new, empty one; its name begins with {@code tanist-} and this word. */
    public static TemporaryDirectory make(String word) {
        try {
            return new TemporaryDirectory(Files.createTempDirectory("tanist-" + word + "-"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary directory: " + e.getMessage(), e);
        }
    }

    /** Removes it with all that is in it; may be called again. */
    public void remove() {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(path)) {
            for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + path + ": " + e.getMessage(), e);
        }
    }
}
