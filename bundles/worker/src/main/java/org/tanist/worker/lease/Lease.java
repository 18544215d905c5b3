package org.tanist.worker.lease;

import java.time.Duration;
import java.util.Optional;

/**
 * How long instances may run; in hundredths of a second since boot.
 *
 * @param end from then on they are asked to end, and none is started
 * @param kill from then on they are killed: well before an active places them elsewhere
 */
public record Lease(long end, long kill) {

    /** No lease: over since ever. */
    public static final Lease NONE = new Lease(0, 0);

    private static final long MILLIS = 10;

    /**
     * The lease that an active gave.
     *
     * <p>It is three fifths of the time after which the active calls the worker lost; instances are dead after four fifths.
     *
     * @param sentAt when the request was sent
     */
    public static Lease given(long sentAt, Duration length) {
        long hundredths = length.toMillis() / MILLIS;
        return new Lease(sentAt + hundredths, sentAt + hundredths * 4 / 3);
    }

    /** Reads what {@link #toString} wrote; empty if it is something else. */
    public static Optional<Lease> parse(String text) {
        String[] words = text.strip().split(" ", 3);
        boolean numbers = words.length == 2 && words[0].matches("\\d{1,18}") && words[1].matches("\\d{1,18}");
        return numbers ? Optional.of(new Lease(Long.parseLong(words[0]), Long.parseLong(words[1]))) : Optional.empty();
    }

    /** Whether instances may run. */
    public boolean valid(long now) {
        return now < end;
    }

    /** Whether they must be dead. */
    public boolean overdue(long now) {
        return now >= kill;
    }

    /** The one that ends later: answers may overtake each other. */
    public Lease later(Lease other) {
        return other.end > end ? other : this;
    }

    @Override
    public String toString() {
        return end + " " + kill;
    }
}
