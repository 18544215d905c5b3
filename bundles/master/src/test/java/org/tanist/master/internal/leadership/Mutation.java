package org.tanist.master.internal.leadership;

/** A defect that is put into a simulated cluster on purpose, to see that the simulation notices it. */
enum Mutation {
    /** None: the run must pass. */
    NONE,
    /** The journal takes entries of terms that are over. */
    JOURNAL_WITHOUT_FENCE,
    /** A write is acknowledged when it is sent to the journal. */
    ANSWERS_BEFORE_COMMIT,
    /** A read is answered without asking whether the term is over. */
    READS_WITHOUT_BARRIER,
    /** A retried command gets a new id. */
    RETRIES_UNDER_A_NEW_ID,
    /** The loop keeps a lead that it cannot serve. */
    NEVER_RESIGNS,
    /** The loop serves on when the election names another term. */
    NEVER_STANDS_DOWN
}
