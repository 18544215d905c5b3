/** The noun config: effective configuration. */
@NullMarked
package org.tanist.cli.config;

import org.jspecify.annotations.NullMarked;
