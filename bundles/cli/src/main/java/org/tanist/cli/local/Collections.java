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
 * @param fullest megabytes that the heap held before a pause, at most
 */
public record Collections(int count, double millis, int fullest) {

    /** Nothing was done yet. */
    public static final Collections NONE = new Collections(0, 0, 0);

    private static final Pattern PAUSE = Pattern.compile("Pause .* ([0-9]+)M->.* ([0-9]+[.][0-9]+)ms");

    /** From a file that {@code -Xlog:gc} has written; nothing if there is none. */
    static Collections read(Path file) {
        int count = 0;
        double millis = 0;
        int fullest = 0;
        try {
            for (String line : Files.exists(file) ? Files.readAllLines(file) : java.util.List.<String>of()) {
                Matcher pause = PAUSE.matcher(line);
                if (pause.find()) {
                    count++;
                    fullest = Math.max(fullest, Integer.parseInt(pause.group(1)));
                    millis += Double.parseDouble(pause.group(2));
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
        return new Collections(count, millis, fullest);
    }

    /** What was done since an earlier reading; the fullest heap is that of the whole time. */
    public Collections since(Collections earlier) {
        return new Collections(count - earlier.count, millis - earlier.millis, fullest);
    }
}
