package org.tanist.cli.bench;

import java.util.Arrays;

/** Measured values; percentiles by the nearest-rank method. */
public final class Samples {

    private double[] values = new double[64];
    private int count;

    /** Adds one. */
    public void add(double value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, count * 2);
        }
        values[count++] = value;
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /** The smallest value that at least this share of all do not exceed; not a number if there are none. */
    public double percentile(double percent) {
        if (count == 0) {
            return Double.NaN;
        }
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(percent / 100 * count);
        return sorted[Math.max(0, Math.min(count, rank) - 1)];
    }

    /** The largest value. */
    public double max() {
        return percentile(100);
    }
}
