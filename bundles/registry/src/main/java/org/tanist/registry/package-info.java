/**
 * The registry: a small linearizable key-value store for what a cluster must agree on (addresses, flags, leases, settings).
 *
 * <p>It is the first user of the {@linkplain org.tanist.service master-service SPI} and the shortest example of it. Begin with
 * {@link org.tanist.registry.Registry}: it turns commands into new states. {@link org.tanist.registry.Content} is one such state,
 * immutable, so that a read and a snapshot need no lock and copy nothing.
 *
 * <p>Threading: one thread applies, any number of threads read.
 */
@NullMarked
package org.tanist.registry;

import org.jspecify.annotations.NullMarked;
