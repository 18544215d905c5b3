/**
 * What the rest of the master gets handed instead of reaching for it: time and threads. Only {@code runtime} implements these, which
 * is what lets the simulator run the same code under virtual time.
 */
@NullMarked
package org.tanist.master.internal.platform;

import org.jspecify.annotations.NullMarked;
