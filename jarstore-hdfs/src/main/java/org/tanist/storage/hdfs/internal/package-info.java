/**
 * HDFS as a {@link org.tanist.storage.Storage}.
 *
 * <p>What HDFS is, and what is made of it:
 *
 * <ul>
 *   <li>A NameNode that was deposed and does not know it yet can change nothing, but it answers readers from its memory. So a register
 *       is read by a change: it is a directory with one empty file whose name is the value, raising it renames that file, and reading it
 *       sets the file's time, which a deposed NameNode cannot, and which finds no file once the value has grown. One call each; see
 *       {@link org.tanist.storage.hdfs.internal.NameRegister}.
 *   <li>Rename without overwriting is atomic. So exclusive creation is a temporary file, synced and closed, that gets its name by a
 *       rename; when the answer was lost, the temporary file's absence tells who won.
 *   <li>{@code hsync} returns when every datanode of the present pipeline has the bytes on its disk, for the present block; that a full
 *       block is synced too is asked for when a file is made. Erasure coding has no such thing, so files are made replicated.
 *   <li>The length of a file that is being written is known to its datanodes only. So every reading opens anew, which asks one of them.
 *   <li>Nothing but the recovery of its lease stops a writer. That can take long, so no step waits for it: the journal's fence does
 *       the fencing, and old segments are recovered in the background.
 *   <li>A datanode that was started again shows nobody the block that was being written to it, until its lease has ended. So a reader that
 *       finds nothing but such ones asks for that: at once when all of them say that nobody writes there, else as the NameNode allows it,
 *       when the writer was silent for a minute; see {@link org.tanist.storage.hdfs.internal.Leases}.
 * </ul>
 *
 * <p>Threading: each call runs on a thread named {@code tanist-hdfs}, at most {@value Calls#MOST} at a time, and is given up after a limit,
 * because Hadoop's own limits add up to minutes. A call that was given up may still have its effect. Hadoop itself makes threads, for
 * connections, pipelines and leases.
 */
@NullMarked
package org.tanist.storage.hdfs.internal;

import org.jspecify.annotations.NullMarked;
