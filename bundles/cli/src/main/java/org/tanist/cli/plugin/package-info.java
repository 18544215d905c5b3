/** The noun plugin: bundles, providers and services of a master. */
@NullMarked
package org.tanist.cli.plugin;

import org.jspecify.annotations.NullMarked;
