/** The frame around all views: navigation, and the facts that every page shows about the cluster and about itself. */
@NullMarked
package org.tanist.console.internal.shell;

import org.jspecify.annotations.NullMarked;
