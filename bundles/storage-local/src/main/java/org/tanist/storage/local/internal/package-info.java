/**
 * Files on this host's own disk as a {@link org.tanist.storage.Storage}: the default, and the shortest example of a provider.
 *
 * <p>What is durable is so by {@code fsync} of the file and of the directory that names it. Exclusive creation is a temporary file that
 * gets its name by {@code link()}, because a rename would replace what is there. Threading: as the SPI says; there are no threads here.
 */
@NullMarked
package org.tanist.storage.local.internal;

import org.jspecify.annotations.NullMarked;
