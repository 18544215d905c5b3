/**
 * A directory that all masters share, as a {@link org.tanist.storage.Storage}: an NFS mount, or for development a plain directory that
 * several masters of one host use.
 *
 * <p>What a network file system remembers, and what is done about it:
 *
 * <ul>
 *   <li>A name found absent is remembered as absent. So a register is made by being read, because an open that may create asks the
 *       server; a file that seems absent is looked for again after its directory was opened, which makes the client ask; and the
 *       callers decide nothing on absence.
 *   <li>The size of an open file, and what {@code stat} says, may be old. A fresh open asks the server (close-to-open), so every
 *       reading opens anew, and sizes are those of the open file.
 *   <li>A write of one byte may go out as a whole page and clear its neighbours. So a register is the <em>size</em> of a file: raising
 *       it to t writes one byte at offset t through an O_DSYNC descriptor; a late lower value cannot shrink it. Registers are opened for
 *       reading and writing, so that no server hands out a read delegation that would delay a raise.
 *   <li>Rename replaces, and locks can be lost. Exclusive creation is a synced temporary file that gets its name by {@code link()},
 *       whose answer may be lost: then the link count of the temporary file tells.
 *   <li>An open file goes with its directory when somebody moves that away, and the names lead to what is put in its place. So whose
 *       the directory is is looked at before each use, and an appender's sync fails once it is another one
 *       ({@link org.tanist.storage.nfs.internal.Ownership}): nothing is written into another cluster's, or acknowledged beside.
 * </ul>
 *
 * <p>Threading: as the SPI says; there are no threads here, and calls hang as long as a hard mount does.
 */
@NullMarked
package org.tanist.storage.nfs.internal;

import org.jspecify.annotations.NullMarked;
