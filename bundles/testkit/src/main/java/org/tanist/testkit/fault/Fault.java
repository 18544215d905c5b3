package org.tanist.testkit.fault;

/** What goes wrong in one call. */
public enum Fault {
    /** Nothing. */
    NONE,
    /** The call fails without effect. */
    IO_ERROR,
    /** As {@link #IO_ERROR}, with the message of a full disk; only for calls that write. */
    NO_SPACE,
    /** The call does not return, or its future does not complete, until the wrapper is released. It has no effect. */
    HANG,
    /** A write reaches the medium in part, then fails. */
    TORN_WRITE,
    /** The call has its effect, then fails. */
    LOST_ANSWER
}
