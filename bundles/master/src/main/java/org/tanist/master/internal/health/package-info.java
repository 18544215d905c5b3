/** Whether this master itself is well: its disk takes durable writes in time and has room. */
@NullMarked
package org.tanist.master.internal.health;

import org.jspecify.annotations.NullMarked;
