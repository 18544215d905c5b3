/**
 * The endpoints: what each path and method of the API does.
 *
 * <p>Threading: handlers run on the container's threads, or on the one that ended a wait; they do not block.
 */
@NullMarked
package org.tanist.http.internal.endpoint;

import org.jspecify.annotations.NullMarked;
