package org.tanist.master.internal.platform;

/** Reads clocks. */
public interface Ticker {

    /** Monotonic nanoseconds: the only time on which anything is decided. */
    long nanos();

    /** Wall-clock milliseconds since 1970: for people to read, never to decide on. */
    long wallMillis();

    /** Milliseconds that have passed since a reading of {@link #nanos}. */
    default double millisSince(long earlierNanos) {
        return (nanos() - earlierNanos) / 1e6;
    }
}
