/**
 * Puts together what this master shows of itself and of the cluster: roles, lag, health, verdict, metrics. Reads snapshots of
 * everything else, decides nothing.
 */
@NullMarked
package org.tanist.master.internal.status;

import org.jspecify.annotations.NullMarked;
