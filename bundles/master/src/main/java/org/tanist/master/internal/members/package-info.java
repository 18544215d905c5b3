/**
 * What operators have said of the members: held or not, their priority, and which founders' seats were ever taken. Replicated, so every
 * master knows it, also after restarts.
 */
@NullMarked
package org.tanist.master.internal.members;

import org.jspecify.annotations.NullMarked;
