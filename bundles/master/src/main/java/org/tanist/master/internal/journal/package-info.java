/**
 * The journal on a shared storage: HDFS, an NFS mount, or a directory that several masters of one host share.
 *
 * <h2>Files</h2>
 *
 * Two monotone registers, {@code fence} (the highest term that was raised) and {@code opened} (the highest term with a durable
 * opening record); for each term one segment {@code seg-<term>}, written by the master of that term alone; for each term that is over
 * one seal {@code seal-<term>}, created exclusively; snapshots; now and then a {@code trial}, which says nothing. Every record of a segment carries its term, its sequence, a CRC32C,
 * and <em>committed-up-to</em>: what of this segment had passed the check of the fence when the record was written.
 *
 * <h2>Opening in term u</h2>
 *
 * <ol>
 *   <li>Raise {@code fence} to u, durably; only then read anything.
 *   <li>Read {@code fence}: higher than u means stop. Read m = {@code opened}: higher than u means stop. None: begin empty, at 6.
 *   <li>Read {@code seg-m} freshly. C = the highest committed-up-to of its valid records; the tail = the contiguous valid records after C.
 *   <li>Create {@code seal-m} exclusively with C, the tail's bytes, and u as its token. If there is one, that one counts and the own
 *       reading does not.
 *   <li>Check that all of the history can be read that this master does not hold: newest checkpoint, listed terms up to their C,
 *       the seals' tails by their tokens. Anything missing means stop.
 *   <li>Create {@code seg-u} exclusively; write and sync its opening record: snapshot, list of (term, start, C, token), end.
 *   <li>Raise {@code opened} to u, durably.
 *   <li>Read {@code fence}: not u means stop. Else serve.
 * </ol>
 *
 * <h2>Serving</h2>
 *
 * Append, sync, <em>then</em> read {@code fence}. Not u: stop for good. Else everything whose sync had returned before the reading
 * began is committed: it is delivered and acknowledged. Any error of a write or sync ends the writer; a failed reading of the fence may
 * be repeated.
 *
 * <h2>Why nothing acknowledged is lost</h2>
 *
 * <p>An entry of term t was acknowledged only if a reading of the fence after its sync still said t. So u's raise came later, and u's
 * fresh reading of {@code seg-t}, later still, sees the entry: in the committed part or in the tail. What lands after that reading was
 * not acknowledged, and lies beyond the seal. Terms between t and u that never raised {@code opened} have acknowledged nothing: a term
 * appends only after step 8, and had that been before u's raise, u would have read that term in {@code opened}. Seals are created once,
 * so rivals agree. The tail is copied into the seal, so nothing that was agreed on hangs on bytes that a server's reboot can drop. A
 * checkpoint's snapshot holds committed entries only and is durable before its record is written; deletions come after the record is
 * committed, segments before seals, so that a slow rival that makes a deleted seal anew finds no segment and stops. No clock decides.
 *
 * <p>A medium may hide a segment as long as it counts on its writer. So whoever cannot read one whose term is over (the fence was raised
 * above it) retires it; the segment of a term that may still serve is left alone.
 *
 * <p>Therefore: once u serves, nothing is committed under a lower term. A late <em>answer</em> of an older term about an entry that u
 * has replayed is harmless.
 *
 * <p>A torn record (its sync never returned) ends the reading of a segment. A record that is wrong although it was synced is damage and
 * is refused; each record tells how many bytes were synced before it, which is how the two are told apart. A register that says less than
 * the files show is damage, too ({@link org.tanist.master.internal.journal.Traces}), looked for at step 2: it would lead to a beginning
 * from an older state, or from none.
 *
 * <p>{@code docs/spec/StorageJournal.tla} is the model of these steps ({@code make model} checks it); the simulation in this package's
 * tests runs this very code on a storage that lies, delays, tears, forgets and partitions.
 *
 * <h2>Threads</h2>
 *
 * {@code tanist-journal-write} appends and syncs, {@code tanist-journal-check} reads the fence and completes callers,
 * {@code tanist-journal-follow} delivers to the consumer, {@code tanist-journal-try} tries on a standby whether it could open the journal:
 * apart, because on a storage that hangs the first write of a new term would wait for that. None of them waits for another, and no lock
 * is held while the storage works.
 */
@NullMarked
package org.tanist.master.internal.journal;

import org.jspecify.annotations.NullMarked;
