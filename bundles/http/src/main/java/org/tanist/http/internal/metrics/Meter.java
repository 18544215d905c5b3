package org.tanist.http.internal.metrics;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** Counts the answers of one endpoint and how long they took. Thread-safe and lock-free. */
public final class Meter {
    /** Upper bounds of the buckets in seconds; one more holds the rest. */
    static final double[] BOUNDS = {0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5};

    private static final int CODES = 600;

    private final String method;
    private final String template;
    private final AtomicLongArray byStatus = new AtomicLongArray(CODES);
    private final LongAdder[] buckets = new LongAdder[BOUNDS.length + 1];
    private final LongAdder nanos = new LongAdder();

    /** A meter at zero for a method and the template of a path. */
    public Meter(String method, String template) {
        this.method = method;
        this.template = template;
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = new LongAdder();
        }
    }

    /** Counts an answer. */
    public void count(int status, long tookNanos) {
        byStatus.incrementAndGet(Math.min(status, CODES - 1));
        double seconds = tookNanos / 1e9;
        int bucket = 0;
        while (bucket < BOUNDS.length && seconds > BOUNDS[bucket]) {
            bucket++;
        }
        buckets[bucket].increment();
        nanos.add(tookNanos);
    }

    String method() {
        return method;
    }

    String template() {
        return template;
    }

    long answers(int status) {
        return byStatus.get(status);
    }

    long[] bucketCounts() {
        long[] counts = new long[buckets.length];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = buckets[i].sum();
        }
        return counts;
    }

    double seconds() {
        return nanos.sum() / 1e9;
    }

    static int codes() {
        return CODES;
    }
}
