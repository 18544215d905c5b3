/** The noun ha: changes of the active. */
@NullMarked
package org.tanist.cli.ha;

import org.jspecify.annotations.NullMarked;
