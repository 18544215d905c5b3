/**
 * What every page shows: one {@link org.tanist.console.internal.live.Snapshot} of the cluster, taken once for all pages.
 *
 * <p>Threading: a {@link org.tanist.console.internal.live.Feed} may be used by any thread; listeners are called by its one
 * thread, in order, and must return promptly.
 */
@NullMarked
package org.tanist.console.internal.live;

import org.jspecify.annotations.NullMarked;
