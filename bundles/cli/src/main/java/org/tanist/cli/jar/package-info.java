/** The noun {@code jar}: the jar store. */
@NullMarked
package org.tanist.cli.jar;

import org.jspecify.annotations.NullMarked;
