/**
 * The program behind {@code bin/master}: checks what can be checked before anything runs, then starts the bundles on Felix.
 *
 * <p>Read {@link org.tanist.launcher.Main} first. Threading: the main thread starts everything and then waits; {@code
 * tanist-shutdown} takes it apart again; {@code tanist-configuration} looks at the configuration file.
 */
@NullMarked
package org.tanist.launcher;

import org.jspecify.annotations.NullMarked;
