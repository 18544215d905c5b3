/**
 * Finding the master that serves, and staying with it.
 *
 * <p>{@link org.tanist.client.follow.Masters} is what the client knows of the cluster: pure bookkeeping, no I/O.
 * {@link org.tanist.client.follow.Follower} sends calls by it, goes on to the next master when one fails, and keeps the bookkeeping
 * true. Both may be used by any number of threads.
 */
@NullMarked
package org.tanist.client.follow;

import org.jspecify.annotations.NullMarked;
