/**
 * Where bytes live: the whole surface that a storage provider (local disk, NFS, HDFS) implements.
 *
 * <p>The storage journal and the jar store are built on these primitives and on nothing else, so each method states exactly what
 * it promises, and the contract suite of the testkit tries every promise on every provider.
 *
 * <h2>The caller's duties</h2>
 *
 * <ul>
 *   <li>Never decide on the absence of a name: a network file system may remember that a name was absent after another master
 *       has made it. Only {@link org.tanist.storage.Storage#createExclusive} is sure.
 *   <li>An {@link org.tanist.storage.Appender} that failed once is dead. Open a new file in a new term.
 *   <li>Nothing here fences by itself: rename, delete and locks do not stop a writer that has the file open. Read the register
 *       after the sync.
 * </ul>
 *
 * <p>Paths are relative to the provider's root, with {@code /} between 1 to 255 character names of letters, digits, dots, dashes and
 * underscores; missing directories are made. Methods block, may be called by many threads, and throw {@code IOException} for
 * anything the medium refuses.
 */
@NullMarked
package org.tanist.storage;

import org.jspecify.annotations.NullMarked;
