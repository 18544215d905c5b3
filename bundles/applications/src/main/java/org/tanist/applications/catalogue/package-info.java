/**
 * Which jars there are: the part of the replicated state that the jar store of the masters works by. The bytes are not here; a jar
 * is in the catalogue only after enough masters had it on their disks.
 *
 * <p>Threading: changes come from one thread, as all commands do; reading is wait-free and sees one moment.
 */
@NullMarked
package org.tanist.applications.catalogue;

import org.jspecify.annotations.NullMarked;
