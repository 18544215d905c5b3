/**
 * A tutorial: counters that survive the death of any master, in three classes.
 *
 * <ol>
 *   <li>{@link org.tanist.example.counter.Counters} is the state: the same on every master, because every master applies the same
 *       commands in the same order.
 *   <li>{@link org.tanist.example.counter.CounterService} is the plugin: what can be asked of the state, over HTTP at {@code
 *       /api/v1/services/counter}.
 *   <li>{@link org.tanist.example.counter.Beacon} is the effect: what only the active does, and how its term keeps an older active
 *       from undoing it.
 * </ol>
 *
 * <p>Threading: see {@link org.tanist.service}.
 */
@NullMarked
package org.tanist.example.counter;

import org.jspecify.annotations.NullMarked;
