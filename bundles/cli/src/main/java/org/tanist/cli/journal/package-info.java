/** The noun journal: the replicated log. */
@NullMarked
package org.tanist.cli.journal;

import org.jspecify.annotations.NullMarked;
