/**
 * The jar store: content-addressed copies of jars on every master's disk (or one on a shared storage), and what keeps them there.
 *
 * <p>The catalogue, a part of the replicated state of the service {@code applications}, says which jars there are. The bytes lie on a
 * {@link org.tanist.storage.Storage} as blobs with arbitrary names and a small pointer {@code index/<hash>} to each: the hash is
 * known only when the last byte has come, and a storage cannot rename. The pointer is created exclusively after the blob was synced,
 * so a copy is there whole or not at all.
 *
 * <p>A jar is published in this order: bytes on this master's disk and, at the same time, on the others'; as many of them as
 * configured have answered with the hash that each computed itself; catalogue. What fails before the last step leaves only copies that
 * nobody can name, and these are removed later. {@link org.tanist.master.internal.jarstore.JarUpkeep} fetches what is missing, re-reads
 * what is there, and removes what is unknown.
 *
 * <p>On a shared root all masters put, find and remove the same files, and a request whose answer was lost may still have its effect
 * later. So the bytes of an upload whose pointer may have come to be are left alone; only the active, which says what the catalogue is,
 * removes what is unknown; and a jar whose pointer was deleted by such a late request is found again among the blobs by its hash.
 *
 * <p>Threading: {@code publish}, {@code open} and the like block on the caller's thread. One thread, {@code jars}, does the upkeep;
 * {@code jar-calls} are the threads of the HTTP client between masters.
 */
@NullMarked
package org.tanist.master.internal.jarstore;

import org.jspecify.annotations.NullMarked;
