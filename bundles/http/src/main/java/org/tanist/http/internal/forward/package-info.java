/**
 * Sending a request to the active: where to, by which connection, and what if it fails.
 *
 * <p>{@link org.tanist.http.internal.forward.Forwarder} decides, {@link org.tanist.http.internal.forward.PeerClient} transports.
 * Threading: one thread, {@code tanist-http-forward}, reads all answers; requests are written by the thread that sends them.
 */
@NullMarked
package org.tanist.http.internal.forward;

import org.jspecify.annotations.NullMarked;
