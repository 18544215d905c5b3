package org.tanist.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is told otherwise. Its wall time may jump; its monotonic time only advances. Thread-safe. */
public final class ManualClock extends Clock {
    private long nanos;
    private Duration wallOffset = Duration.ZERO;

    /** Monotonic nanoseconds since this clock was made. */
    public synchronized long nanos() {
        return nanos;
    }

    /** Lets time pass. */
    public synchronized void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("monotonic time does not go back by " + by);
        }
        nanos += by.toNanos();
    }

    /** Sets the wall clock forward or back, as an operator or NTP may; monotonic time does not notice. */
    public synchronized void jump(Duration by) {
        wallOffset = wallOffset.plus(by);
    }

    @Override
    public synchronized Instant instant() {
        return Instant.EPOCH.plusNanos(nanos).plus(wallOffset);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(instant(), zone);
    }
}
