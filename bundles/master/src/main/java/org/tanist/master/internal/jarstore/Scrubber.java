package org.tanist.master.internal.jarstore;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.master.internal.platform.Ticker;

/**
 * Re-reads all copies again and again, slowly, and puts damaged ones aside: a disk that has lost a bit tells nobody. For one thread,
 * which calls {@link #turn} about once a second; each turn reads a second's share.
 */
final class Scrubber implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Scrubber.class);

    private final Ticker ticker;
    private final Deque<Copy> queue = new ArrayDeque<>();
    private @Nullable Reading reading;
    private @Nullable Shelf shelfRead;
    private long passNanos;
    private boolean begun;
    private long passes;

    Scrubber(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Reads on. */
    void turn(Shelf shelf, Limits limits) {
        if (shelf != shelfRead) {
            // The jars have moved: what is half read says nothing about the new copies.
            end();
            queue.clear();
            shelfRead = shelf;
        }
        if (reading == null && queue.isEmpty()) {
            boolean due = !begun
                    || ticker.millisSince(passNanos) >= limits.scrubEvery().toMillis();
            if (!due || shelf.held().isEmpty()) {
                return;
            }
            begun = true;
            passNanos = ticker.nanos();
            shelf.held().values().stream()
                    .sorted((a, b) -> a.id().compareTo(b.id()))
                    .forEach(queue::add);
        }
        long left = limits.scrubBytes();
        while (left > 0 && (reading != null || begin(shelf))) {
            left -= Math.max(1, read(shelf));
        }
    }

    /** How many times all copies were read. */
    long passes() {
        return passes;
    }

    private boolean begin(Shelf shelf) {
        Copy next = queue.poll();
        while (next != null && !next.equals(shelf.held().get(next.id()))) {
            next = queue.poll();
        }
        if (next == null) {
            passes++;
            return false;
        }
        try {
            reading = new Reading(next, shelf.read(next));
        } catch (FileNotFoundException e) {
            aside(shelf, next, "its file is gone");
        } catch (IOException e) {
            LOG.warn("the copy of jar {} cannot be opened and will be tried again: {}", next.id(), e.getMessage());
        }
        return true;
    }

    private int read(Shelf shelf) {
        Reading now = reading;
        if (now == null) {
            return 0;
        }
        try {
            int count = now.next();
            if (count == 0) {
                end();
                if (!now.intact()) {
                    aside(shelf, now.copy(), "its bytes have another hash");
                }
            }
            return count;
        } catch (IOException e) {
            end();
            aside(shelf, now.copy(), "it cannot be read: " + e.getMessage());
            return 0;
        }
    }

    private static void aside(Shelf shelf, Copy copy, String why) {
        try {
            shelf.quarantine(copy, why);
        } catch (IOException e) {
            LOG.warn("the damaged copy of jar {} could not be put aside: {}", copy.id(), e.getMessage());
        }
    }

    private void end() {
        close();
        reading = null;
    }

    @Override
    public void close() {
        Reading now = reading;
        if (now != null) {
            try {
                now.close();
            } catch (IOException e) {
                LOG.debug("a copy that was re-read could not be closed", e);
            }
        }
    }
}
