/** The noun workers: where applications run. */
@NullMarked
package org.tanist.cli.workers;

import org.jspecify.annotations.NullMarked;
