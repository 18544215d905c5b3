/**
 * Providers that need neither disk nor network: storage, and election with journal over one shared object.
 *
 * <p>{@link org.tanist.testkit.memory.MemoryCluster} stands for what masters have between them: who leads, the committed entries, who
 * reaches whom. It outlives the masters, as a majority of disks would. Everything that one master learns from it comes late, by
 * as much as the cluster was told to delay, so an old active really believes for a while that it still leads.
 *
 * <p>Threading: all callbacks come from the cluster's executor, which must be single-threaded; with a {@link
 * org.tanist.testkit.ManualExecutor} a whole cluster runs in virtual time.
 */
@NullMarked
package org.tanist.testkit.memory;

import org.jspecify.annotations.NullMarked;
