/**
 * Early detection of masters that died: raw connections whose end is noticed at once, without waiting for a time-out.
 *
 * <p>One blocking thread, {@code tanist-link-<name>}, for each other master. A false alarm is harmless: it only starts an
 * election early.
 */
@NullMarked
package org.tanist.election.raft.internal.watch;

import org.jspecify.annotations.NullMarked;
