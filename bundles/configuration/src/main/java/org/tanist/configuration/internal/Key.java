package org.tanist.configuration.internal;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tanist.configuration.ConfigurationException;

/**
 * One key of the table.
 *
 * @param name in full
 * @param kind what its value looks like
 * @param fallback the default, as text
 * @param traits see {@link Trait}
 * @param range smallest and largest value, or null for any
 * @param description one sentence
 */
public record Key(
        String name,
        Kind kind,
        String fallback,
        Set<Trait> traits,
        @Nullable Range range,
        String description) {

    /** What is special about a key. */
    public enum Trait {
        /** A change takes effect while the master runs; all others need a restart. */
        LIVE,
        /** Must be equal on all masters. */
        SHARED,
        /** Never shown. */
        SECRET
    }

    /** Smallest and largest value, in the text form of the key's kind. */
    public record Range(String least, String most) {}

    /** The same key with limits. */
    Key in(String least, String most) {
        return new Key(name, kind, fallback, traits, new Range(least, most), description);
    }

    /**
     * The value meant by a text.
     *
     * @param where it was found, for the message
     * @throws ConfigurationException if it has the wrong shape or is out of range
     */
    Object parse(String text, String where) throws ConfigurationException {
        Object value;
        try {
            value = kind.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(name + " = '" + text + "' (" + where + ") is not " + kind.shape());
        }
        if (range != null && !within(value, range)) {
            throw new ConfigurationException(name + " = " + text + " (" + where
                    + ") is out of range: choose a value from " + range.least() + " to " + range.most());
        }
        return value;
    }

    private boolean within(Object value, Range limits) {
        double amount = amount(value);
        return amount >= amount(kind.parse(limits.least())) && amount <= amount(kind.parse(limits.most()));
    }

    private static double amount(Object value) {
        return value instanceof Duration duration ? duration.toNanos() : ((Number) value).doubleValue();
    }
}
