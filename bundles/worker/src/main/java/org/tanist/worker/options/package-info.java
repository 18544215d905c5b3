/** The command line of {@code bin/worker}: values, checked when they are made. */
@NullMarked
package org.tanist.worker.options;

import org.jspecify.annotations.NullMarked;
