package org.tanist.cluster;

/**
 * The place of an entry in the journal. The index alone orders entries: it is dense, starts at 1 and never restarts; the
 * term says in which activation the entry was committed.
 *
 * @param term the term under which the entry was committed
 * @param index 0 for "before the first entry", else the number of the entry
 */
public record Position(Term term, long index) implements Comparable<Position> {
    /** Before the first entry. */
    public static final Position START = new Position(Term.NONE, 0);

    /** Refuses a negative index. */
    public Position {
        if (index < 0) {
            throw new IllegalArgumentException("journal index " + index + " is negative");
        }
    }

    /** The place of the next entry of {@code term}. */
    public Position next(Term inTerm) {
        return new Position(inTerm, index + 1);
    }

    @Override
    public int compareTo(Position other) {
        return Long.compare(index, other.index);
    }

    @Override
    public String toString() {
        return term + "." + index;
    }
}
