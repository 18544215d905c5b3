package org.tanist.master.internal.journal;

import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tanist.cluster.Term;
import org.tanist.master.internal.journal.History.SnapshotFile;
import org.tanist.master.internal.journal.SegmentRecord.Batch;
import org.tanist.master.internal.journal.SegmentRecord.Checkpoint;
import org.tanist.master.internal.journal.SegmentRecord.Opening;
import org.tanist.storage.Storage;

/**
 * Reads a segment from a cursor to the end of its contiguous valid records.
 *
 * <p>A record that is cut off or was never written whole ends the reading: it was not synced, so it was not acknowledged. One that was
 * synced and is wrong now is damage, told from a torn one by what later records say was synced before them.
 */
final class SegmentReader {
    private final Storage storage;
    private final Layout layout;

    SegmentReader(Storage storage, Layout layout) {
        this.storage = storage;
        this.layout = layout;
    }

    /** Gets the committed batches, in order. */
    @FunctionalInterface
    interface Sink {
        void committed(Batch batch) throws IOException;
    }

    /**
     * What a reading found.
     *
     * @param cursor where the next one goes on
     * @param tail the batches after the cursor that are there and not known to be committed
     */
    record Reading(Cursor cursor, List<Batch> tail) {}

    /**
     * Reads on.
     *
     * @throws java.io.FileNotFoundException if the segment is not there, as far as this master can see
     * @throws DamagedException if synced bytes are damaged
     */
    Reading read(Cursor from, Sink sink) throws IOException {
        String path = layout.segment(from.term());
        Cursor cursor = from;
        long suspect = -1;
        while (true) {
            Pass pass = new Pass(cursor, sink);
            boolean damaged;
            try (InputStream in = new BufferedInputStream(storage.openFresh(path, cursor.offset()), 1 << 16)) {
                byte[] rest = pass.run(in);
                damaged = pass.syncedBeforeLater(rest, in);
            }
            if (!damaged) {
                return new Reading(pass.cursor, pass.tail());
            }
            // The file may have grown between two reads of this pass; what a fresh one finds at the same place is no
            // such thing.
            if (pass.offset == suspect) {
                throw new DamagedException(
                        path, "the record at byte " + suspect + " was synced and is not what was written any more");
            }
            suspect = pass.offset;
            cursor = pass.cursor;
        }
    }

    /**
     * The same for a term that is over. When its segment cannot be read, that may be for want of what its writer holds and will not free
     * any more: then it is freed, and a later reading finds it so.
     */
    Reading readOver(Cursor from, Sink sink) throws IOException {
        try {
            return read(from, sink);
        } catch (FileNotFoundException e) {
            throw e;
        } catch (IOException e) {
            storage.retire(layout.segment(from.term()));
            throw e;
        }
    }

    /**
     * The opening record of a segment, and where to read on after it.
     *
     * @throws java.io.FileNotFoundException if the segment is not there, as far as this master can see
     * @throws DamagedException if it does not begin with a valid one, though it was durable before anybody knew of the segment
     */
    Cursor opening(Term term) throws IOException {
        String path = layout.segment(term);
        try (InputStream in = new BufferedInputStream(storage.openFresh(path, 0))) {
            byte[] header = in.readNBytes(Frames.HEADER);
            int length =
                    header.length < Frames.HEADER ? 0 : ByteBuffer.wrap(header).getInt(Integer.BYTES);
            byte[] frame = Arrays.copyOf(header, Frames.HEADER + Math.max(0, Math.min(length, Frames.LARGEST_BODY)));
            in.readNBytes(frame, Frames.HEADER, frame.length - Frames.HEADER);
            if (Frames.at(frame, 0).orElse(null) instanceof Opening opening
                    && opening.head().term().equals(term)) {
                long last = opening.history().end().index();
                return new Cursor(term, frame.length, last, Optional.of(opening.history()), Optional.empty());
            }
        }
        throw new DamagedException(path, "its opening record is not what was written");
    }

    /** A batch that waits until it is known to be committed. */
    private record Pending(Batch batch, long endOffset) {}

    /** One run over a segment. */
    private static final class Pass {
        private final Sink sink;
        private final ArrayDeque<Pending> pending = new ArrayDeque<>();
        private Cursor cursor;
        private long offset;
        private long last;

        Pass(Cursor from, Sink sink) {
            this.sink = sink;
            this.cursor = from;
            this.offset = from.offset();
            this.last = from.last();
        }

        List<Batch> tail() {
            return pending.stream().map(Pending::batch).toList();
        }

        /** Takes valid records until there is none. @return the bytes that were read and are no valid record */
        byte[] run(InputStream in) throws IOException {
            while (true) {
                byte[] header = in.readNBytes(Frames.HEADER);
                if (header.length < Frames.HEADER) {
                    return header;
                }
                ByteBuffer numbers = ByteBuffer.wrap(header);
                int magic = numbers.getInt();
                int length = numbers.getInt();
                if (magic != Frames.MAGIC || length < 0 || length > Frames.LARGEST_BODY) {
                    return header;
                }
                byte[] body = in.readNBytes(length);
                Optional<SegmentRecord> record =
                        body.length < length ? Optional.empty() : Frames.decode(body, numbers.getInt());
                if (record.isEmpty() || !follows(record.get())) {
                    byte[] both = Arrays.copyOf(header, header.length + body.length);
                    System.arraycopy(body, 0, both, header.length, body.length);
                    return both;
                }
                offset += Frames.HEADER + length;
                take(record.get());
            }
        }

        /** Whether the record is the next one of this very segment. */
        private boolean follows(SegmentRecord record) {
            if (!record.head().term().equals(cursor.term())) {
                return false;
            }
            if (record instanceof Opening) {
                return cursor.opening().isEmpty();
            }
            long expected = record instanceof Batch ? last + 1 : last;
            return cursor.opening().isPresent() && record.head().sequence() == expected;
        }

        private void take(SegmentRecord record) throws IOException {
            if (record instanceof Opening opening) {
                last = opening.history().end().index();
                cursor = new Cursor(cursor.term(), offset, last, Optional.of(opening.history()), Optional.empty());
                return;
            }
            if (record instanceof Checkpoint checkpoint && isNewest(checkpoint.snapshot())) {
                cursor = new Cursor(
                        cursor.term(),
                        cursor.offset(),
                        cursor.last(),
                        cursor.opening(),
                        Optional.of(checkpoint.snapshot()));
            }
            if (record instanceof Batch batch) {
                last = batch.last();
                pending.add(new Pending(batch, offset));
            }
            commit(record.head().committed());
            if (pending.isEmpty()) {
                cursor = cursor.readTo(offset, cursor.last());
            }
        }

        /** A checkpoint that was begun earlier may come later; what it names may be deleted by then. */
        private boolean isNewest(SnapshotFile snapshot) {
            return cursor.checkpoint()
                    .filter(before -> before.position().compareTo(snapshot.position()) >= 0)
                    .isEmpty();
        }

        private void commit(long upTo) throws IOException {
            for (Pending next = pending.peek(); next != null && next.batch().last() <= upTo; next = pending.peek()) {
                sink.committed(next.batch());
                pending.remove();
                cursor = cursor.readTo(next.endOffset(), next.batch().last());
            }
        }

        /** Whether a later record shows that the bytes at which the reading ended had been synced. */
        boolean syncedBeforeLater(byte[] begun, InputStream in) throws IOException {
            if (begun.length == 0) {
                return false;
            }
            byte[] more = in.readNBytes(Frames.LARGEST_BODY);
            byte[] rest = Arrays.copyOf(begun, begun.length + more.length);
            System.arraycopy(more, 0, rest, begun.length, more.length);
            for (int at = 1; at <= rest.length - Frames.HEADER; at++) {
                if (rest[at] == (byte) (Frames.MAGIC >>> 24)
                        && Frames.at(rest, at).filter(this::knowsOfSync).isPresent()) {
                    return true;
                }
            }
            return false;
        }

        private boolean knowsOfSync(SegmentRecord later) {
            return later.head().term().equals(cursor.term()) && later.head().synced() > offset;
        }
    }
}
