/**
 * What each command does to the state. A command is read here, checked against the state as it is when it is applied, and either
 * changes the draft or is answered with why not.
 *
 * <p>Commands of users come as they are; those below {@code internal/} are decided by the active, and are checked all the same: what
 * they were decided on may have changed before they were committed.
 *
 * <p>Begin with {@link org.tanist.applications.command.Orders}. Threading: everything is called by the one thread that applies.
 */
@NullMarked
package org.tanist.applications.command;

import org.jspecify.annotations.NullMarked;
