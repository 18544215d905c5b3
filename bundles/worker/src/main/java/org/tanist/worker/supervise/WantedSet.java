package org.tanist.worker.supervise;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tanist.client.wire.Assignment;
import org.tanist.client.wire.Incarnation;
import org.tanist.client.wire.Orders;

/**
 * What the masters want to run here, as far as it is known. Answers may overtake each other, and one of a deposed active may come late:
 * an older term or version than the newest changes nothing, since what had been taken from this worker must not come back.
 */
final class WantedSet {

    private Optional<Map<Incarnation, Assignment>> assignments = Optional.empty();
    private long term;
    private long version;

    /** Whether an answer is as new as the newest that was taken. */
    synchronized boolean admits(Orders orders) {
        return orders.term() > term || (orders.term() == term && orders.version() >= version);
    }

    /** Takes an answer; false if a newer one was taken before. */
    synchronized boolean take(Orders orders) {
        if (!admits(orders)) {
            return false;
        }
        term = orders.term();
        if (orders.assignments().isPresent()) {
            Map<Incarnation, Assignment> all = new LinkedHashMap<>();
            orders.assignments().get().forEach(assignment -> all.put(assignment.run(), assignment));
            assignments = Optional.of(all);
            version = orders.version();
        }
        return true;
    }

    /** Forgets what was wanted: the next answer is to say all of it again. */
    synchronized void clear() {
        assignments = Optional.empty();
        version = 0;
    }

    /** What is wanted; empty if that is not known. */
    synchronized Optional<Map<Incarnation, Assignment>> assignments() {
        return assignments;
    }

    /** The version of it; 0 if it is not known. */
    synchronized long version() {
        return version;
    }
}
