/** Runs the usual commands once, out of sight, so that Java can write down which classes they need. */
@NullMarked
package org.tanist.cli.rehearsal;

import org.jspecify.annotations.NullMarked;
