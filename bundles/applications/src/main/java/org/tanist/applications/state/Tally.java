package org.tanist.applications.state;

/**
 * How often what went wrong with an instance.
 *
 * @param starts how often it was placed
 * @param failures how often in a row it ended by itself soon after its start
 * @param refusals how often in a row a worker could not start it
 * @param backoffSeconds how long it waits before it is placed again, from the moment at which the active learns that it waits
 */
public record Tally(int starts, int failures, int refusals, int backoffSeconds) {
    private static final int LONGEST_BACKOFF = 60;
    private static final int MOST_DOUBLINGS = 6;

    /** Nothing has happened yet. */
    public static final Tally NEW = new Tally(0, 0, 0, 0);

    Tally started() {
        return new Tally(starts + 1, failures, refusals, 0);
    }

    Tally running() {
        return new Tally(starts, failures, 0, 0);
    }

    /** It ended by itself; after a long run the count begins anew. */
    public Tally failed(boolean afterLongRun) {
        int now = afterLongRun ? 1 : failures + 1;
        return new Tally(starts, now, 0, backoff(now));
    }

    /** A worker could not start it. */
    public Tally refused() {
        return new Tally(starts, failures, refusals + 1, backoff(refusals + 1));
    }

    /** By order or because its worker was lost: not its own fault. */
    public Tally moved() {
        return new Tally(starts, failures, refusals, 0);
    }

    /** An operator wants it to begin anew. */
    public Tally forgiven() {
        return new Tally(starts, 0, 0, 0);
    }

    private static int backoff(int times) {
        return Math.min(LONGEST_BACKOFF, 1 << Math.min(times - 1, MOST_DOUBLINGS));
    }
}
