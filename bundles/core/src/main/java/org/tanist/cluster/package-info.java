/**
 * The values that every part of Tanist shares: who the masters are, which term it is, and where in the journal something
 * stands.
 *
 * <p>All types are immutable and validated when they are made, so a value that exists is a value that may be used. They
 * depend on nothing but the JDK. Threading: every type here may be used by any number of threads.
 */
@NullMarked
package org.tanist.cluster;

import org.jspecify.annotations.NullMarked;
