package org.tanist.cli.context;

import java.time.Duration;

/** Durations as people write them: {@code 300ms}, {@code 30s}, {@code 5m}, {@code 1h}; a bare number means seconds. */
public final class Limits {

    private Limits() {}

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException if it is none; the message says what to write
     */
    public static Duration parse(String text) {
        int digits = 0;
        while (digits < text.length() && (Character.isDigit(text.charAt(digits)) || text.charAt(digits) == '.')) {
            digits++;
        }
        try {
            double number = Double.parseDouble(text.substring(0, digits));
            double millis = switch (text.substring(digits).strip()) {
                case "ms" -> number;
                case "", "s" -> number * 1_000;
                case "m", "min" -> number * 60_000;
                case "h" -> number * 3_600_000;
                default -> throw new NumberFormatException("unit");
            };
            return Duration.ofNanos(Math.round(millis * 1_000_000));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a duration; write e.g. 500ms, 30s or 5m", e);
        }
    }
}
