package org.tanist.election.raft.internal.peer;

/** What a message asks. */
public enum Kind {
    /** I live, this is my state; tell me yours. */
    PULSE,
    /** Commit this record: to the Raft leader. */
    SUBMIT,
    /** Up to which Raft index must a linearizable read wait? To the Raft leader. */
    BARRIER,
    /** Which Raft term are you in? */
    TERM,
    /** Change the members: to the Raft leader. */
    CHANGE,
}
