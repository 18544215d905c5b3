package org.tanist.election.zookeeper.internal.journal;

import java.util.TreeSet;

/** Where the batches since the newest checkpoint begin. Thread-safe. */
final class BatchStarts {
    private final TreeSet<Long> starts = new TreeSet<>();

    synchronized void add(long first) {
        starts.add(first);
    }

    /** The start at or before this index; the index itself if none is known. */
    synchronized long floor(long index) {
        Long start = starts.floor(index);
        return start == null ? index : start;
    }

    /** Those before this one are not asked for any more. */
    synchronized void forget(long before) {
        starts.headSet(before).clear();
    }
}
