/**
 * Until when a worker's instances may run, and the companion process that sees to it.
 *
 * <p>An active answers a heartbeat with a lease; it counts from the moment at which the worker <em>sent</em> it, so the worker's idea of
 * its end is never later than the active's. Time is that of {@code /proc/uptime}: no clock that anybody sets, it goes on while the
 * host sleeps, and a shell can read it too. Immutable values, and {@link org.tanist.worker.lease.Keeper}, which one thread uses.
 */
@NullMarked
package org.tanist.worker.lease;

import org.jspecify.annotations.NullMarked;
