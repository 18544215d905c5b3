/**
 * What the active does: it answers the workers' heartbeats, notices those that are silent, places instances, moves them, and starts them
 * again. Whatever it decides is a command first and an effect only when that is committed.
 *
 * <p>Begin with {@link org.tanist.applications.watch.Watch}, one for each term. What it keeps in memory (when it heard of whom, who waits
 * for an answer) is worth nothing to its successor, which therefore gives every worker a full time-out of grace.
 *
 * <p>Threading: heartbeats come on any thread, news of the state on the one that applies, turns on the service's own executor. Each class
 * says how it copes.
 */
@NullMarked
package org.tanist.applications.watch;

import org.jspecify.annotations.NullMarked;
