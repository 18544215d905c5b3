/**
 * A cluster of real masters on loopback, from the unpacked tarball, for the demonstration and the benchmarks; and a writer that
 * knows what was acknowledged to it.
 *
 * <p>Every process that is started here is ended by its own handle, also when the command is interrupted. Threads:
 * {@code tanist-writer} (one for each {@link org.tanist.cli.local.AckedWriter}), and a shutdown hook {@code tanist-cleanup}.
 */
@NullMarked
package org.tanist.cli.local;

import org.jspecify.annotations.NullMarked;
