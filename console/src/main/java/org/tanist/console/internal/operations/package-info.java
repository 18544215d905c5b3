/**
 * Orders of an operator, carried to the master that can execute them.
 *
 * <p>A page may be served by any master, but only the active executes orders. {@link
 * org.tanist.console.internal.operations.Operations} executes them here when this master is the active, and else sends them to
 * the active's HTTP API: the page need not know.
 *
 * <p>Threading: methods may be called by any thread and never block it; stages complete on threads of the control or of the HTTP
 * client.
 */
@NullMarked
package org.tanist.console.internal.operations;

import org.jspecify.annotations.NullMarked;
