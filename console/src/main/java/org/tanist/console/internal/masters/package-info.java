/** The page of the masters: who they are, how they are, who is active, how that changed, and the orders to change it. */
@NullMarked
package org.tanist.console.internal.masters;

import org.jspecify.annotations.NullMarked;
