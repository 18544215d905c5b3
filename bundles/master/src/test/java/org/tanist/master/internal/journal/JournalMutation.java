package org.tanist.master.internal.journal;

/** A defect of the protocol or of its storage, put in on purpose to see that the simulation notices it. */
enum JournalMutation {
    /** None: the run must pass. */
    NONE,
    /** Commits without looking at the fence. */
    SKIP_FENCE_CHECK,
    /** Serves without looking at the fence after the term was marked as opened (step 8). */
    SKIP_CHECK_AFTER_OPENING,
    /** Looks at the fence before the term is marked as opened, not after it (7 and 8 exchanged). */
    CHECK_BEFORE_OPENED,
    /** Looks at the fence before the sync, not after it. */
    CHECK_BEFORE_SYNC,
    /** Reads the fence from a cache. */
    FENCE_FROM_CACHE,
    /** Raises the fence only after the predecessor was read. */
    RAISE_AFTER_SCAN,
    /** Raises registers without making them durable. */
    RAISE_WITHOUT_SYNC,
    /** A late lower raise lowers a register. */
    REGISTER_GOES_DOWN,
    /** A later seal replaces an earlier one. */
    SEAL_NOT_WRITE_ONCE,
    /** Goes on with the own reading although a rival's seal was there first. */
    OWN_SEAL(true),
    /** The seal does not carry the tail. */
    SEAL_WITHOUT_TAIL,
    /** The seal says how much was visible instead of carrying what is not known to be committed. */
    SEAL_AT_VISIBLE_LENGTH(true),
    /** Records say that entries are committed once they are synced. */
    COMMITTED_BEFORE_CHECK,
    /** Takes for committed whatever can be read. */
    VISIBLE_IS_COMMITTED,
    /** Ignores errors of writes and syncs. */
    IGNORE_WRITE_ERRORS,
    /** Deletes what a checkpoint covers before its record is committed. */
    PRUNE_BEFORE_COMMIT(true);

    /** Whether the journal's own checks turn the defect into a cluster that stands still. All others break a promise. */
    final boolean stopsOnly;

    JournalMutation() {
        this(false);
    }

    JournalMutation(boolean stopsOnly) {
        this.stopsOnly = stopsOnly;
    }
}
