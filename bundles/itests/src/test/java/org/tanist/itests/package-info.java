/**
 * What Tanist promises, shown on real processes from the unpacked tarball: one class a theme, one method a promise.
 *
 * <p>Tests of a class share a cluster where they can, and leave it with all masters up.
 */
package org.tanist.itests;
