/**
 * The jars that this worker has: fetched from the masters, named by their SHA-256, verified before the first use by each process.
 *
 * <p>Called from the pool of fetching threads; thread-safe.
 */
@NullMarked
package org.tanist.worker.jars;

import org.jspecify.annotations.NullMarked;
