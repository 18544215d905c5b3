package org.tanist.master.internal.jarstore;

/** What a reading of a copy from end to end has found. */
enum Condition {
    INTACT,
    DAMAGED,
    /** Nothing is known of its bytes. */
    UNREADABLE
}
