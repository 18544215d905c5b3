/**
 * The logs of this worker's instances over HTTP; the masters pass them on.
 *
 * <p>{@code GET /logs/APPLICATION/NUMBER?tail=200&follow=true&incarnation=17}: the end of the newest run's output as text, or of the
 * run that is named; following ends with the run. The JDK's server, on a bounded pool {@code tanist-worker-logs}.
 */
@NullMarked
package org.tanist.worker.logs;

import org.jspecify.annotations.NullMarked;
