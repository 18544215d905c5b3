package org.tanist.master.internal.journal;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.journal.Snapshot;
import org.tanist.master.internal.journal.History.SnapshotFile;
import org.tanist.storage.Appender;
import org.tanist.storage.Storage;
import org.tanist.storage.StoredFile;

/** Snapshots on the storage, and the deletion of what a checkpoint makes superfluous. */
final class SnapshotStore {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotStore.class);

    private final Storage storage;
    private final Layout layout;

    SnapshotStore(Storage storage, Layout layout) {
        this.storage = storage;
        this.layout = layout;
    }

    /** Writes a snapshot into a file of its own; durable on return. */
    SnapshotFile write(Snapshot snapshot, Term writer, int attempt) throws IOException {
        Position position = snapshot.position();
        String path = layout.snapshot(position.index(), writer, attempt);
        try (Appender appender = storage.create(path)) {
            CheckedChunks.Output out = new CheckedChunks.Output(appender);
            snapshot.source().writeTo(out);
            out.finish();
            appender.sync();
        }
        return new SnapshotFile(path, position);
    }

    /** Opens a snapshot; reading it fails at the first damaged chunk, before any of that chunk is returned. */
    InputStream open(SnapshotFile snapshot) throws IOException {
        return new CheckedChunks.Input(snapshot.path(), new DataInputStream(storage.openFresh(snapshot.path(), 0)));
    }

    /** Reads a snapshot whole, so that damage is found before it is built on. */
    void verify(SnapshotFile snapshot) throws IOException {
        try (InputStream in = open(snapshot)) {
            byte[] buffer = new byte[1 << 16];
            while (in.read(buffer) >= 0) {
                // Reading is what checks.
            }
        }
    }

    /**
     * Deletes what a committed checkpoint of this term covers: segments of lower terms, then their seals, then older snapshots. The
     * order matters: a slow opener that makes a deleted seal anew finds no segment then.
     */
    void prune(SnapshotFile kept, Term term) throws IOException {
        List<StoredFile> files = storage.list(layout.directory());
        int deleted = 0;
        for (StoredFile file : files) {
            deleted += delete(file, layout.termOfSegment(file.path()), term.value());
        }
        for (StoredFile file : files) {
            deleted += delete(file, layout.termOfSeal(file.path()), term.value());
        }
        for (StoredFile file : files) {
            Optional<Long> index = layout.indexOfSnapshot(file.path());
            if (index.isPresent() && index.get() < kept.position().index() && storage.delete(file.path())) {
                deleted++;
            }
        }
        LOG.debug("deleted {} files that the checkpoint {} covers", deleted, kept.position());
    }

    private int delete(StoredFile file, Optional<Term> of, long below) throws IOException {
        boolean covered = of.isPresent() && of.get().value() < below;
        return covered && storage.delete(file.path()) ? 1 : 0;
    }
}
