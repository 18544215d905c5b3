package org.tanist.applications.simulation;

/** Defects that the oracle must notice. */
enum Mutation {
    /** None. */
    NONE,
    /** Workers count their lease from when the answer came, not from when they asked. */
    LEASE_COUNTED_FROM_RECEIPT,
    /** A new active counts the silence of workers from long before it began. */
    NO_GRACE_PERIOD,
    /** An exit is acknowledged before it is committed. */
    ACKNOWLEDGED_BEFORE_COMMIT,
    /** A worker takes answers of older terms and older versions too. */
    STALE_ANSWERS_TAKEN,
    /** An instance that a worker does not list is taken for gone although an older assignment may be on its way to it. */
    GONE_WITHOUT_SEEN,
    /** An active answers heartbeats without proving that it still is one. */
    ANSWERS_WITHOUT_PROOF
}
