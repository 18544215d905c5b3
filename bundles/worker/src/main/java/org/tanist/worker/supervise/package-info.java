/**
 * What decides which runs there are: the masters' wish, the lease, and what has become of processes.
 *
 * <p>Level-triggered: the masters say the whole wanted set, the worker tells the whole actual set, and one thread moves the second towards
 * the first ({@link org.tanist.worker.supervise.Supervisor}). Others hand it {@link org.tanist.client.wire.Orders} and read snapshots.
 */
@NullMarked
package org.tanist.worker.supervise;

import org.jspecify.annotations.NullMarked;
