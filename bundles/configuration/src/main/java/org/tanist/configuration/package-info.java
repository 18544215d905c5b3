/**
 * The configuration of a master: HOCON file, environment, flags and {@code -D} over documented defaults.
 *
 * <p>This package is on the launcher's class path and exported to all bundles by the framework itself, so that a wrong key is
 * found, with exit code 2, before anything is started. {@link org.tanist.configuration.LiveConfiguration} is an OSGi service.
 * Threading: a {@link org.tanist.configuration.Configuration} is immutable; the live one may be used by any thread.
 */
@NullMarked
package org.tanist.configuration;

import org.jspecify.annotations.NullMarked;
