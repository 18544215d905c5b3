package org.tanist.http.internal.runtime;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Ids for commands whose caller gave none: one random part per process and a counter, so that none costs any randomness. */
public final class CommandIds {
    private final String prefix = UUID.randomUUID().toString() + "-";
    private final AtomicLong next = new AtomicLong(1);

    /** An id that was never used in any process. */
    public String next() {
        return prefix + next.getAndIncrement();
    }
}
