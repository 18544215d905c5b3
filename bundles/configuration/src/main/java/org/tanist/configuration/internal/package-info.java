/** The table of keys, reading them from their sources, and checking them. Threading: everything here is immutable. */
@NullMarked
package org.tanist.configuration.internal;

import org.jspecify.annotations.NullMarked;
