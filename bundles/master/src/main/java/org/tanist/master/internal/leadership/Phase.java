package org.tanist.master.internal.leadership;

import org.tanist.cluster.Term;

/** What the loop is doing with the lead. */
public sealed interface Phase {

    /** Not leading. */
    record Following() implements Phase {}

    /** Opening the journal, replaying, starting services; not serving yet. */
    record Activating(Term term) implements Phase {}

    /** Serving. */
    record Serving(Term term) implements Phase {}

    /** Has stopped answering and hands the lead to another master. */
    record HandingOver(Term term, String target) implements Phase {}

    /** Stopping the services of a term that is over. */
    record Stopping(Term term) implements Phase {}
}
