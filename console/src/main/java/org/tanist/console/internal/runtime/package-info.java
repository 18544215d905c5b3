/**
 * The only part of the console that knows OSGi, servlets, the clock and threads: how Vaadin gets into Felix.
 *
 * <p>{@link org.tanist.console.internal.runtime.ConsoleServlet} is the entrance. Vaadin is set up on the first request, so a
 * master whose console nobody looks at pays neither memory nor start-up time for it.
 */
@NullMarked
package org.tanist.console.internal.runtime;

import org.jspecify.annotations.NullMarked;
