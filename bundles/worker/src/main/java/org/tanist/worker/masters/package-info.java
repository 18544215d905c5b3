/**
 * The worker's side of the protocol with the masters: it registers with any of them, and sends heartbeats that reach the active.
 *
 * <p>Threads: {@code tanist-worker-heartbeat} always has one heartbeat out, which the active answers late when it has nothing to say;
 * {@code tanist-worker-report} sends one at once when something has changed here.
 */
@NullMarked
package org.tanist.worker.masters;

import org.jspecify.annotations.NullMarked;
