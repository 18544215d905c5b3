/**
 * For providers of a journal: many callers, one operation at a time.
 *
 * <p>A commit costs a journal about the same whether it carries one entry or a hundred. So a writer keeps one batch on its way, and lets
 * everything that comes meanwhile wait for the next one: {@link org.tanist.journal.group.AppendQueue}. Proofs that a read needs are shared
 * likewise: {@link org.tanist.journal.group.Rounds}.
 *
 * <p>Neither has a thread or a clock of its own; both are thread-safe and complete futures outside of their locks.
 */
@NullMarked
package org.tanist.journal.group;

import org.jspecify.annotations.NullMarked;
