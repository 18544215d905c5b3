/**
 * Wrappers that fail on purpose: a storage or a journal whose every call may be refused, hang, be done by half, or be done without
 * an answer, by a script or by a seed.
 *
 * <p>Threading: wrappers are as thread-safe as what they wrap; a plan is asked by one thread at a time.
 */
@NullMarked
package org.tanist.testkit.fault;

import org.jspecify.annotations.NullMarked;
