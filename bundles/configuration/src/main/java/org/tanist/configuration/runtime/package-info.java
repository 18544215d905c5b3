/**
 * How a program gets a configuration: {@link org.tanist.configuration.runtime.Sources} says where from, {@link
 * org.tanist.configuration.runtime.WatchedConfiguration} reads the file again when it changes. Starts the thread {@code
 * tanist-configuration}.
 */
@NullMarked
package org.tanist.configuration.runtime;

import org.jspecify.annotations.NullMarked;
