package org.tanist.master.internal.jarstore;

/** A defect that is put into the keeping of jars on purpose, to see that the simulation notices it. */
enum ShelfDefect {
    /** None: the run must pass. */
    NONE,
    /** Deletes the bytes of an upload of which it is not known whether its pointer came to be. */
    DISCARDS_WHEN_UNKNOWN,
    /** A pointer that another master has deleted by mistake is lost for good. */
    NEVER_ADOPTS,
    /** A pointer is made before the bytes it leads to are durable. */
    POINTER_BEFORE_SYNC,
    /** Bytes without a pointer are deleted at once, and not after an hour. */
    TIDIES_AT_ONCE
}
