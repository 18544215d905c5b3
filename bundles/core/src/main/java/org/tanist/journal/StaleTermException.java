package org.tanist.journal;

import java.io.IOException;
import org.tanist.cluster.Term;

/** A newer term exists: what carried the stale one had no effect and never will have. */
public final class StaleTermException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Says which term met which. */
    public StaleTermException(Term stale, Term newest) {
        super("term " + stale + " is over: term " + newest + " is in force");
    }
}
