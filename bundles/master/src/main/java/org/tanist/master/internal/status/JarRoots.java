package org.tanist.master.internal.status;

import java.time.Duration;
import java.util.Optional;
import org.tanist.control.SelfReport;
import org.tanist.master.internal.jarstore.JarProbe.Root;
import org.tanist.master.internal.peers.PeerWatch.Sighting;
import org.tanist.master.internal.platform.Ticker;

/**
 * Whether this master's jar store is where the active's is. One with another address, or with a mount that is missing, would miss the
 * jars of the others once it is active. Thread-safe.
 */
final class JarRoots {
    /** What is told is a moment old, and a root can be changed while masters run. */
    private static final Duration DEBOUNCE = Duration.ofSeconds(3);

    private final Ticker ticker;
    private boolean different;
    private long sinceNanos;

    JarRoots(Ticker ticker) {
        this.ticker = ticker;
    }

    /** What is wrong, with both roots; empty if nothing is, or not known to be. */
    synchronized Optional<String> difference(Optional<Root> mine, Optional<Sighting> active) {
        Optional<Root> theirs = active.filter(Sighting::answering)
                .map(Sighting::report)
                .map(SelfReport::jarRoot)
                .filter(wire -> !wire.isEmpty())
                .map(Root::parse);
        boolean now = mine.isPresent()
                && theirs.isPresent()
                && !mine.get().token().equals(theirs.get().token());
        if (now && !different) {
            sinceNanos = ticker.nanos();
        }
        different = now;
        if (!now || ticker.millisSince(sinceNanos) < DEBOUNCE.toMillis()) {
            return Optional.empty();
        }
        return Optional.of("tanist.jarstore.rootpath: the jar store of the active master "
                + active.get().report().status().name() + " is " + theirs.get() + ", that of this one is " + mine.get()
                + ": give all masters the same, and mount it");
    }
}
