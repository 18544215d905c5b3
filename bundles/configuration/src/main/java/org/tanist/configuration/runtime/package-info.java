/** The configuration in motion: the file is read again when it changes. Starts the thread {@code tanist-configuration}. */
@NullMarked
package org.tanist.configuration.runtime;

import org.jspecify.annotations.NullMarked;
