package org.tanist.master.internal.leadership;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.master.internal.platform.Ticker;

/** Notices that the process, or the machine, stood still: a turn comes much too late then. One thread calls all of it. */
final class StallWatch {
    private static final Logger LOG = LoggerFactory.getLogger(StallWatch.class);
    private static final long REMEMBERED_NANOS = Duration.ofSeconds(1).toNanos();

    private final Ticker ticker;
    private final Duration limit;
    private long lastTurn;
    private long until;
    private boolean stalled;

    StallWatch(Ticker ticker, Duration limit) {
        this.ticker = ticker;
        this.limit = limit;
        this.lastTurn = ticker.nanos();
    }

    /** The turns begin now. */
    void begin() {
        lastTurn = ticker.nanos();
    }

    /** A turn. @param leading whether this master serves or is about to, so that standing still matters */
    void turn(boolean leading) {
        long now = ticker.nanos();
        long gap = now - lastTurn;
        lastTurn = now;
        if (gap > limit.toNanos()) {
            LOG.warn("this process stood still for {} ms", gap / 1_000_000);
            until = now + REMEMBERED_NANOS;
            stalled = leading;
        } else if (stalled && now - until > 0) {
            stalled = false;
        }
    }

    /** Whether it stood still a moment ago while it led. */
    boolean stalled() {
        return stalled;
    }
}
