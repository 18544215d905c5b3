package org.tanist.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a garbage collector has done.
 *
 * @param count pauses
 * @param millis all of them together
 */
public record Collections(int count, double millis) {

    private static final Pattern PAUSE = Pattern.compile("Pause .* ([0-9]+[.][0-9]+)ms");

    /** From a file that {@code -Xlog:gc} has written; nothing if there is none. */
    static Collections read(Path file) {
        int count = 0;
        double millis = 0;
        try {
            for (String line : Files.exists(file) ? Files.readAllLines(file) : java.util.List.<String>of()) {
                Matcher pause = PAUSE.matcher(line);
                if (pause.find()) {
                    count++;
                    millis += Double.parseDouble(pause.group(1));
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
        return new Collections(count, millis);
    }

    /** What was done since an earlier reading. */
    public Collections since(Collections earlier) {
        return new Collections(count - earlier.count, millis - earlier.millis);
    }
}
