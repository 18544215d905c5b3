/**
 * Processes as Linux shows them in {@code /proc}, and signals to them.
 *
 * <p>A process is named by its id and its start time, since ids are used again. No state, any thread.
 */
@NullMarked
package org.tanist.worker.process;

import org.jspecify.annotations.NullMarked;
