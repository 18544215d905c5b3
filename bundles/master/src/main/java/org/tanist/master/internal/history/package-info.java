/** The replicated history of changes of the active: what set each off, who ordered it, how long its phases took. */
@NullMarked
package org.tanist.master.internal.history;

import org.jspecify.annotations.NullMarked;
