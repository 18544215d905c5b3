/**
 * A client that follows the active master of a Tanist cluster.
 *
 * <p>Start at {@link org.tanist.client.TanistClient}. Name any masters; the client finds the others, goes to the one that serves,
 * and moves on when that one dies. A logical write keeps one idempotency key over all its attempts, so it happens once. All
 * classes may be used by any number of threads; a call blocks its thread at most for the client's time limit. Failures are
 * {@link org.tanist.client.error.ClientException}s.
 */
@NullMarked
package org.tanist.client;

import org.jspecify.annotations.NullMarked;
