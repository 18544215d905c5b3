/** The noun app: what runs on the workers. */
@NullMarked
package org.tanist.cli.app;

import org.jspecify.annotations.NullMarked;
