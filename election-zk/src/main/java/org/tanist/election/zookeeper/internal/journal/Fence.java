package org.tanist.election.zookeeper.internal.journal;

import java.util.Optional;
import org.tanist.cluster.Term;

/** What the journal asks the election. Thread-safe. */
public interface Fence {

    /** The version of the term's znode, if this master holds this term as far as is known. */
    Optional<Integer> version(Term term);

    /** The newest term known. */
    Term newest();

    /** A commit under the fence that was sent at this time, on the monotonic clock, was acknowledged. */
    void passed(long sentNanos);

    /** A commit was refused because the term is over. */
    void refused();
}
