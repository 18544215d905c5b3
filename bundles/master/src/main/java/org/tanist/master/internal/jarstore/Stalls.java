package org.tanist.master.internal.jarstore;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.master.internal.platform.Ticker;

/** Breaks off transfers that stand still: a read from a hung master would never end by itself. Thread-safe. */
final class Stalls {
    private static final Logger LOG = LoggerFactory.getLogger(Stalls.class);

    private final Ticker ticker;
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();

    Stalls(Ticker ticker) {
        this.ticker = ticker;
    }

    /** One transfer. */
    final class Watch implements AutoCloseable {
        private final Closeable transfer;
        private final Duration limit;
        private volatile long lastNanos;

        private Watch(Closeable transfer, Duration limit) {
            this.transfer = transfer;
            this.limit = limit;
            this.lastNanos = ticker.nanos();
        }

        /** It goes on. */
        void progress() {
            lastNanos = ticker.nanos();
        }

        @Override
        public void close() {
            watches.remove(this);
        }
    }

    /** Closes the transfer when it has made no progress for the limit. */
    Watch watch(Closeable transfer, Duration limit) {
        Watch watch = new Watch(transfer, limit);
        watches.add(watch);
        return watch;
    }

    /** Looks at all; called once a second by a thread that does not transfer anything itself. */
    void expire() {
        for (Watch watch : watches) {
            if (ticker.millisSince(watch.lastNanos) > watch.limit.toMillis()) {
                watches.remove(watch);
                try {
                    watch.transfer.close();
                } catch (IOException e) {
                    LOG.debug("a transfer that stood still could not be closed", e);
                }
            }
        }
    }
}
