package org.tanist.cli.bench.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What a load gave.
 *
 * @param sortedMicros latencies of all that succeeded
 * @param failed answers that were no success
 * @param trouble the last thing that went wrong; empty if nothing did
 * @param length how long was counted
 */
public record LoadResult(int[] sortedMicros, long failed, String trouble, Duration length) {

    static LoadResult of(List<int[]> parts, long failed, String trouble, Duration length) {
        int[] all = new int[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (int[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        Arrays.sort(all);
        return new LoadResult(all, failed, trouble, length);
    }

    /** How many succeeded. */
    public int count() {
        return sortedMicros.length;
    }

    /** Successes a second. */
    public double rate() {
        return count() / (length.toNanos() / 1e9);
    }

    /** Latency in milliseconds that this share does not exceed. */
    public double millis(double percent) {
        int rank = (int) Math.ceil(percent / 100 * count());
        return sortedMicros[Math.max(0, Math.min(count(), rank) - 1)] / 1_000.0;
    }
}
