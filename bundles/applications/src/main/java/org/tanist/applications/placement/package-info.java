/**
 * Which worker takes which instance: pure policy over the state.
 */
@NullMarked
package org.tanist.applications.placement;

import org.jspecify.annotations.NullMarked;
