package org.tanist.configuration.internal;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a key's value may look like. Numbers without a unit are no durations: {@code timeout = 1} would be one what? */
public enum Kind {
    /** Any text on one line. */
    TEXT("a text"),
    /** See {@link Duration}. */
    DURATION("a duration: write a number and ns, us, ms, s, m, h or d, such as 10s"),
    /** A size in bytes. */
    BYTES("a size: write a number and B, kB, MB, GB, TB, KiB, MiB, GiB or TiB, such as 64MB"),
    /** A whole number. */
    NUMBER("a whole number"),
    /** True or false. */
    FLAG("true or false"),
    /** A list of texts, in text form separated by commas. */
    TEXTS("a list of texts: write [\"a\", \"b\"]");

    private static final Pattern QUANTITY = Pattern.compile("(-?\\d+(?:\\.\\d+)?)\\s*([A-Za-z]*)");
    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L,
            "d", 86_400_000_000_000L);
    private static final Map<String, Long> BYTES_PER = Map.of(
            "b", 1L,
            "kb", 1_000L,
            "mb", 1_000_000L,
            "gb", 1_000_000_000L,
            "tb", 1_000_000_000_000L,
            "kib", 1L << 10,
            "mib", 1L << 20,
            "gib", 1L << 30,
            "tib", 1L << 40);

    private final String shape;

    Kind(String shape) {
        this.shape = shape;
    }

    /** What to write, in words. */
    String shape() {
        return shape;
    }

    /**
     * The value meant by a text: String, Duration, Long, Integer, Boolean or List of String.
     *
     * @throws IllegalArgumentException if the text has another shape
     */
    Object parse(String text) {
        String trimmed = text.trim();
        return switch (this) {
            case TEXT -> trimmed;
            case DURATION -> Duration.ofNanos(quantity(trimmed, NANOS));
            case BYTES -> quantity(trimmed, BYTES_PER);
            case NUMBER -> Integer.valueOf(trimmed);
            case FLAG -> flag(trimmed);
            case TEXTS -> texts(trimmed);
        };
    }

    private static long quantity(String text, Map<String, Long> units) {
        Matcher matcher = QUANTITY.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        BigDecimal amount = new BigDecimal(matcher.group(1));
        Long unit = units.get(matcher.group(2).toLowerCase(Locale.ROOT));
        if (unit == null && amount.signum() != 0) {
            throw new IllegalArgumentException(text);
        }
        try {
            return unit == null ? 0 : amount.multiply(BigDecimal.valueOf(unit)).longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static Boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static List<String> texts(String text) {
        return Arrays.stream(text.split(","))
                .map(String::trim)
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
