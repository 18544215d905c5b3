package org.tanist.cluster;

/**
 * The number of an activation: the fencing token. It only grows in the life of a cluster, across restarts and changes of
 * the election provider. Everything that has an effect carries it, and everything that stores refuses a lower one.
 *
 * @param value 0 ("none yet") or more
 */
public record Term(long value) implements Comparable<Term> {
    /** Before the first activation. */
    public static final Term NONE = new Term(0);

    /** Refuses negative numbers. */
    public Term {
        if (value < 0) {
            throw new IllegalArgumentException("term " + value + " is negative");
        }
    }

    /** The smallest term above this one. */
    public Term next() {
        return new Term(Math.addExact(value, 1));
    }

    /** Whether this term fences {@code other}. */
    public boolean isNewerThan(Term other) {
        return value > other.value;
    }

    @Override
    public int compareTo(Term other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
