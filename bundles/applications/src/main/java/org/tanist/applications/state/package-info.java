/**
 * The replicated state of applications and workers: immutable values, and {@link org.tanist.applications.state.Draft}, in which one
 * command makes the next state from the last one.
 *
 * <p>Nothing here knows time, chance or I/O. Threading: values may be shared; a draft is for one thread.
 */
@NullMarked
package org.tanist.applications.state;

import org.jspecify.annotations.NullMarked;
