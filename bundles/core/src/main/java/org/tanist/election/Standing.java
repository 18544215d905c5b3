package org.tanist.election;

import org.tanist.cluster.Term;

/** What a master is in the eyes of its election. */
public sealed interface Standing {

    /**
     * Elected in this term; to open the journal with.
     *
     * @param term above every term granted before
     */
    record Leading(Term term) implements Standing {}

    /** Somebody else leads, or nobody, and coordination works as far as is known. */
    record Following() implements Standing {}

    /**
     * Coordination is lost: every effect must stop now. The lead may be taken up again in the same term if nobody took it.
     *
     * @param lastHeld the term that may be over
     * @param reason one sentence
     */
    record Uncertain(Term lastHeld, String reason) implements Standing {}
}
