/**
 * Real masters from the unpacked tarball, seen from outside.
 *
 * <p>{@link org.tanist.itests.harness.ClusterProcess} starts masters as processes, {@link org.tanist.itests.harness.Writer} writes
 * all along and remembers what was acknowledged, {@link org.tanist.itests.harness.Eventually} waits for what must come true.
 * Nothing here knows how Tanist is made inside: only INTERFACE.md's files, flags, HTTP and exit codes are used.
 */
package org.tanist.itests.harness;
