package org.tanist.master.internal.leadership;

import org.tanist.cluster.Term;

/** What the loop does in one turn, and why in one sentence. */
public sealed interface Decision {

    /** Why, for people. */
    String reason();

    /** Nothing changes. */
    record Stay(String reason) implements Decision {}

    /** Open the journal in this term, replay, start the services, serve. */
    record Activate(Term term, String reason) implements Decision {}

    /** Stop answering, stop the services, and let go of the lead. */
    record StandDown(String reason) implements Decision {}

    /** Stop answering and the services, if any, and do not be elected until {@link Resume}. */
    record Resign(String reason, boolean coolDown) implements Decision {}

    /** May be elected again. */
    record Resume(String reason) implements Decision {}
}
