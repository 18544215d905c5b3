/** The noun masters: the cluster's members. */
@NullMarked
package org.tanist.cli.masters;

import org.jspecify.annotations.NullMarked;
