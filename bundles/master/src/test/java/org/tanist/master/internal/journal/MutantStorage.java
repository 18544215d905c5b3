package org.tanist.master.internal.journal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.tanist.cluster.Term;
import org.tanist.master.internal.journal.SegmentRecord.Batch;
import org.tanist.master.internal.journal.SegmentRecord.Checkpoint;
import org.tanist.master.internal.journal.SegmentRecord.Commit;
import org.tanist.master.internal.journal.SegmentRecord.Head;
import org.tanist.storage.Appender;
import org.tanist.storage.Storage;
import org.tanist.storage.StoredFile;
import org.tanist.testkit.fault.StorageDelegate;
import org.tanist.testkit.simulation.SimulatedMedium;

/** Puts one defect between the journal and its storage, so that the journal's own code needs no switch for it. */
final class MutantStorage extends StorageDelegate {
    private static final Layout LAYOUT = new Layout("journal");

    private final SimulatedMedium medium;
    private final JournalMutation mutation;
    private long ownTerm;
    private long postponed;
    private long cached;
    private int readsToCache;
    private boolean serving;
    private boolean opening;

    MutantStorage(Storage storage, SimulatedMedium medium, JournalMutation mutation) {
        super(storage);
        this.medium = medium;
        this.mutation = mutation;
    }

    private boolean is(JournalMutation one) {
        return mutation == one;
    }

    @Override
    public void raise(String register, long term) throws IOException {
        boolean fence = register.equals(LAYOUT.fence());
        if (!fence && is(JournalMutation.CHECK_BEFORE_OPENED)) {
            cached = storage.read(LAYOUT.fence());
        }
        if (fence) {
            ownTerm = term;
            serving = false;
        }
        if (fence && is(JournalMutation.RAISE_AFTER_SCAN)) {
            postponed = term;
        } else if (is(JournalMutation.RAISE_WITHOUT_SYNC)) {
            storage.read(register);
            medium.raise(register, term);
        } else if (is(JournalMutation.REGISTER_GOES_DOWN)) {
            storage.raise(register, term);
            medium.set(register, term);
        } else {
            storage.raise(register, term);
        }
        if (!fence) {
            opening = true;
        }
    }

    @Override
    public long read(String register) throws IOException {
        if (!register.equals(LAYOUT.fence())) {
            return storage.read(register);
        }
        if (is(JournalMutation.SKIP_FENCE_CHECK) && serving && !opening) {
            storage.read(register);
            return ownTerm;
        }
        boolean last = opening;
        opening = false;
        if (is(JournalMutation.SKIP_CHECK_AFTER_OPENING) && last) {
            return ownTerm;
        }
        if (is(JournalMutation.CHECK_BEFORE_OPENED) && last) {
            return cached;
        }
        if (is(JournalMutation.RAISE_AFTER_SCAN) && postponed == ownTerm) {
            return Math.max(ownTerm, storage.read(register));
        }
        if (is(JournalMutation.FENCE_FROM_CACHE) && serving && readsToCache-- > 0) {
            return cached;
        }
        readsToCache = 4;
        cached = storage.read(register);
        return cached;
    }

    @Override
    public boolean createExclusive(String path, byte[] content) throws IOException {
        Optional<Term> sealed = LAYOUT.termOfSeal(path);
        if (sealed.isEmpty()) {
            return storage.createExclusive(path, content);
        }
        switch (mutation) {
            case SEAL_NOT_WRITE_ONCE -> {
                storage.createExclusive(path, content);
                medium.overwrite(path, content);
                return true;
            }
            case OWN_SEAL -> {
                storage.createExclusive(path, content);
                return true;
            }
            case SEAL_WITHOUT_TAIL, SEAL_AT_VISIBLE_LENGTH -> {
                Seal seal = Seal.decode(path, content);
                long upTo = is(JournalMutation.SEAL_WITHOUT_TAIL) ? seal.committed() : seal.end();
                storage.createExclusive(path, new Seal(seal.term(), seal.token(), upTo, List.of()).encode());
                return false;
            }
            default -> {
                return storage.createExclusive(path, content);
            }
        }
    }

    @Override
    public InputStream openFresh(String path, long offset) throws IOException {
        InputStream in = storage.openFresh(path, offset);
        if (!is(JournalMutation.VISIBLE_IS_COMMITTED)
                || LAYOUT.termOfSegment(path).isEmpty()) {
            return in;
        }
        byte[] bytes = in.readAllBytes();
        return new ByteArrayInputStream(rewritten(bytes, Long.MAX_VALUE));
    }

    /** The same records, with committed-up-to raised to what they reach themselves, at most to the limit. */
    private static byte[] rewritten(byte[] bytes, long limit) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        for (Optional<SegmentRecord> next = Frames.at(bytes, at); next.isPresent(); next = Frames.at(bytes, at)) {
            at += Frames.HEADER + ByteBuffer.wrap(bytes, at + 4, 4).getInt();
            SegmentRecord record = next.get();
            long reached =
                    record instanceof Batch batch ? batch.last() : record.head().sequence();
            out.writeBytes(Frames.encode(with(record, Math.max(record.head().committed(), Math.min(reached, limit)))));
        }
        out.write(bytes, at, bytes.length - at);
        return out.toByteArray();
    }

    private static SegmentRecord with(SegmentRecord record, long committed) {
        Head old = record.head();
        Head head = new Head(old.term(), old.sequence(), committed, old.synced());
        if (record instanceof Batch batch) {
            return new Batch(head, batch.entries());
        }
        if (record instanceof Checkpoint checkpoint) {
            return new Checkpoint(head, checkpoint.snapshot());
        }
        return record instanceof Commit ? new Commit(head) : record;
    }

    @Override
    public Appender create(String path) throws IOException {
        if (LAYOUT.termOfSegment(path).isEmpty()) {
            return storage.create(path);
        }
        if (is(JournalMutation.RAISE_AFTER_SCAN)) {
            storage.raise(LAYOUT.fence(), postponed);
            postponed = 0;
        }
        serving = true;
        return new MutantAppender(storage.create(path));
    }

    private final class MutantAppender implements Appender {
        private final Appender appender;
        private long written;
        private long synced;

        MutantAppender(Appender appender) {
            this.appender = appender;
        }

        @Override
        public void append(byte[] bytes, int offset, int length) throws IOException {
            byte[] sent = bytes;
            if (is(JournalMutation.COMMITTED_BEFORE_CHECK)) {
                sent = rewritten(bytes, synced);
            }
            for (int at = 0;
                    at < bytes.length;
                    at += Frames.HEADER + ByteBuffer.wrap(bytes, at + 4, 4).getInt()) {
                SegmentRecord record = Frames.at(bytes, at).orElseThrow();
                written = record instanceof Batch batch ? batch.last() : written;
                if (record instanceof Checkpoint && is(JournalMutation.PRUNE_BEFORE_COMMIT)) {
                    pruneEverythingBefore();
                }
            }
            try {
                appender.append(sent, 0, sent.length);
            } catch (IOException e) {
                rethrow(e);
            }
        }

        private void pruneEverythingBefore() throws IOException {
            for (StoredFile file : storage.list(LAYOUT.directory())) {
                Optional<Term> of = LAYOUT.termOfSegment(file.path());
                if (of.isPresent() && of.get().value() < ownTerm) {
                    storage.delete(file.path());
                }
            }
        }

        @Override
        public void sync() throws IOException {
            synced = written;
            if (is(JournalMutation.CHECK_BEFORE_SYNC) && written > 0) {
                return;
            }
            try {
                appender.sync();
            } catch (IOException e) {
                rethrow(e);
            }
        }

        private void rethrow(IOException e) throws IOException {
            if (!is(JournalMutation.IGNORE_WRITE_ERRORS)) {
                throw e;
            }
        }

        @Override
        public long length() {
            return appender.length();
        }

        @Override
        public void close() throws IOException {
            appender.close();
        }
    }
}
