/**
 * How a master comes to belong to a cluster: it keeps an identity on its disk; a blank one founds a cluster together with the other
 * founders, or joins a living one.
 *
 * <p>Three rules keep one cluster from becoming two. The id of a founded cluster and of its founders' seats follow from the cluster's name
 * and the list of founders, so whoever founds, founds the same. A seat may be taken without asking only while nobody has ever committed
 * anything, as far as a majority of the founders knows; afterwards only through the active. And a founder whose disk was wiped finds its
 * seat taken and comes back as a new member, because a seat that forgets what it acknowledged would break the journal's majority.
 */
@NullMarked
package org.tanist.master.internal.joining;

import org.jspecify.annotations.NullMarked;
