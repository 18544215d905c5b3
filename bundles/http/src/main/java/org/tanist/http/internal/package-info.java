/**
 * The HTTP API of a master: one servlet that finds the endpoint of a request, answers it here or sends it to the active.
 *
 * <p>Threading: requests come on the container's threads and never wait there for anything but their own bytes; answers that
 * depend on the active are finished by the thread that completes them.
 */
@NullMarked
package org.tanist.http.internal;

import org.jspecify.annotations.NullMarked;
