package org.tanist.master.internal.leadership;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The end of a tenure, and what comes after it: that happens once, done by the worker that stopped the services, or by the loop when the
 * worker hangs in the opening of the journal. Thread-safe.
 */
final class Ending {
    private final Tenure tenure;
    private final Runnable after;
    private final AtomicBoolean settled = new AtomicBoolean();

    Ending(Tenure tenure, Runnable after) {
        this.tenure = tenure;
        this.after = after;
    }

    Tenure tenure() {
        return tenure;
    }

    /** Does what comes after it. @return false if that has been done before */
    boolean settle() {
        if (!settled.compareAndSet(false, true)) {
            return false;
        }
        after.run();
        return true;
    }
}
