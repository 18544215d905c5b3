/**
 * The leadership loop: one thread, one immutable {@link org.tanist.master.internal.leadership.Observation} a turn, a pure {@link
 * org.tanist.master.internal.leadership.LeadershipPolicy}, then the effect.
 *
 * <p>Events only wake the loop; what it does depends on nothing but the newest observation, so a lost, late or doubled event does no
 * harm. Every decision carries one sentence, shown in the log, by {@code tanist explain} and on the console. The gate through which
 * answers go ({@link org.tanist.master.internal.leadership.Gate}) closes before anything else when a term ends.
 */
@NullMarked
package org.tanist.master.internal.leadership;

import org.jspecify.annotations.NullMarked;
