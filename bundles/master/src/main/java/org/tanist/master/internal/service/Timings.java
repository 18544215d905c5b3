package org.tanist.master.internal.service;

import java.util.Arrays;

/** The last durations of something, for quantiles. Thread-safe. */
public final class Timings {
    private static final int KEPT = 1024;

    private final long[] nanos = new long[KEPT];
    private long count;
    private double sumSeconds;

    /** Adds a duration. */
    public synchronized void add(long elapsedNanos) {
        nanos[(int) (count++ % KEPT)] = elapsedNanos;
        sumSeconds += elapsedNanos / 1e9;
    }

    /** How many were added. */
    public synchronized long count() {
        return count;
    }

    /** Their sum in seconds. */
    public synchronized double sumSeconds() {
        return sumSeconds;
    }

    /** A quantile, 0 to 1, of the last 1,024, in seconds; NaN when there are none. */
    public synchronized double quantile(double q) {
        int size = (int) Math.min(count, KEPT);
        if (size == 0) {
            return Double.NaN;
        }
        long[] sorted = Arrays.copyOf(nanos, size);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(size - 1L, Math.round(q * (size - 1)))] / 1e9;
    }
}
