package org.tanist.master.internal.runtime;

import org.tanist.master.internal.platform.Ticker;

/** The clocks of the machine. */
final class SystemTicker implements Ticker {
    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public long wallMillis() {
        return System.currentTimeMillis();
    }
}
