package org.tanist.configuration.internal;

import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tanist.configuration.ConfigurationException;

/**
 * One key of the table.
 *
 * @param name in full
 * @param kind what its value looks like
 * @param fallback the default, as text
 * @param traits see {@link Trait}
 * @param limit what else a value must keep to, or null
 * @param description one sentence
 */
public record Key(
        String name,
        Kind kind,
        String fallback,
        Set<Trait> traits,
        @Nullable Limit limit,
        String description) {

    /** What is special about a key. */
    public enum Trait {
        /** A change takes effect while the master runs; all others need a restart. */
        LIVE,
        /** Must be equal on all masters. */
        SHARED,
        /** Each master is meant to have its own value. */
        OWN,
        /** Never shown. */
        SECRET
    }

    /** What a value of the right kind must keep to. */
    sealed interface Limit {}

    /** Smallest and largest value, in the text form of the key's kind. */
    record Range(String least, String most) implements Limit {}

    /** The form of a text, with words for it. */
    record Form(Pattern pattern, String words) implements Limit {}

    /** The same key, where a change takes effect while the master runs. */
    Key live() {
        return new Key(name, kind, fallback, Set.of(Trait.LIVE), limit, description);
    }

    /** The same key, equal on all masters. */
    Key shared() {
        return new Key(name, kind, fallback, Set.of(Trait.SHARED), limit, description);
    }

    /** The same key, where each master is meant to have its own value. */
    Key own() {
        return new Key(name, kind, fallback, Set.of(Trait.OWN), limit, description);
    }

    /** The same key with its sentence. */
    Key says(String sentence) {
        return new Key(name, kind, fallback, traits, limit, sentence);
    }

    /** The same key with limits. */
    Key in(String least, String most) {
        return new Key(name, kind, fallback, traits, new Range(least, most), description);
    }

    /** The same key with a form. */
    Key like(String pattern, String words) {
        return new Key(name, kind, fallback, traits, new Form(Pattern.compile(pattern), words), description);
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
        if (limit instanceof Range range && !within(value, range)) {
            throw new ConfigurationException(name + " = " + text + " (" + where
                    + ") is out of range: choose a value from " + range.least() + " to " + range.most());
        }
        if (limit instanceof Form form
                && !form.pattern().matcher(value.toString()).matches()) {
            throw new ConfigurationException(name + " = '" + text + "' (" + where + ") is not " + form.words());
        }
        return value;
    }

    private boolean within(Object value, Range range) {
        double amount = amount(value);
        return amount >= amount(kind.parse(range.least())) && amount <= amount(kind.parse(range.most()));
    }

    private static double amount(Object value) {
        return value instanceof Duration duration ? duration.toNanos() : ((Number) value).doubleValue();
    }
}
