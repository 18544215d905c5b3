/**
 * The only place of this bundle that reads a clock, makes ids or starts threads.
 *
 * <p>Threading: everything here may be used by any thread.
 */
@NullMarked
package org.tanist.http.internal.runtime;

import org.jspecify.annotations.NullMarked;
