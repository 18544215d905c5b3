/**
 * What {@code /metrics} shows: the master's samples and the figures of the endpoints.
 *
 * <p>Threading: meters are written by any thread without locks.
 */
@NullMarked
package org.tanist.http.internal.metrics;

import org.jspecify.annotations.NullMarked;
