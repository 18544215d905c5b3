package org.tanist.console.internal.view;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers and times as people read them. */
public final class Figures {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "d MMM yyyy, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final String[] SIZES = {"bytes", "KB", "MB", "GB", "TB", "PB"};

    /** Younger than this is as good as now: it is how often masters hear of each other. */
    private static final long FRESH_MILLIS = 2_500;

    private Figures() {}

    /** A count with groups of digits. */
    public static String count(long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }

    /** A size in the unit that gives it three digits at most. */
    public static String size(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < SIZES.length - 1) {
            value /= 1000;
            unit++;
        }
        String format = unit == 0 || value >= 10 ? "%.0f %s" : "%.1f %s";
        return String.format(Locale.ENGLISH, format, value, SIZES[unit]);
    }

    /** A duration in milliseconds, in the unit that suits it. */
    public static String duration(double millis) {
        if (millis < 1_000) {
            return String.format(Locale.ENGLISH, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
        }
        double seconds = millis / 1_000;
        if (seconds < 60) {
            return String.format(Locale.ENGLISH, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
        }
        long minutes = Math.round(seconds / 60);
        return minutes < 120 ? minutes + " min" : count(minutes / 60) + " h";
    }

    /** Whether something of this age is as good as now. */
    public static boolean fresh(long ageMillis) {
        return ageMillis < FRESH_MILLIS;
    }

    /** How long ago: {@code now} or {@code 12 s ago}. */
    public static String ago(long ageMillis) {
        return fresh(ageMillis) ? "now" : duration((double) ageMillis) + " ago";
    }

    /** A time of day. */
    public static String clock(Instant moment) {
        return CLOCK.format(moment);
    }

    /** Date and time of an ISO-8601 moment; what cannot be read is given back as it is. */
    public static String moment(String iso) {
        try {
            return MOMENT.format(Instant.parse(iso));
        } catch (DateTimeParseException e) {
            return iso;
        }
    }

    /** A duration that may not be known. */
    public static String durationOr(@Nullable Double millis, String unknown) {
        return millis == null ? unknown : duration(millis);
    }
}
