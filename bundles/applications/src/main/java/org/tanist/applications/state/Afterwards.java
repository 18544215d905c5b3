package org.tanist.applications.state;

/** What becomes of an instance that is being stopped, once it is gone. */
public enum Afterwards {
    /** It is over: an order to stop or to delete. */
    END,
    /** It is placed again, whatever its exit code: an order to restart. */
    AGAIN,
    /** It is placed on another worker, unless it has come to its own good end meanwhile: a drain. */
    ELSEWHERE
}
