package org.tanist.election.zookeeper.internal.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.tanist.election.zookeeper.internal.ensemble.Ensemble;
import org.tanist.election.zookeeper.internal.ensemble.EnsembleException;
import org.tanist.election.zookeeper.internal.ensemble.Znode;
import org.tanist.election.zookeeper.internal.record.CheckpointRecord;
import org.tanist.election.zookeeper.internal.record.Layout;
import org.tanist.journal.Snapshot;

/** Writes a checkpoint in parts, makes it the newest by one commit, and removes what it makes superfluous. Blocks. */
final class CheckpointWriter {
    private static final int PART = 400 << 10;
    private static final int IN_FLIGHT = 3;
    private static final int DELETES = 200;
    private static final int BUFFER = 64 << 10;
    private static final byte[] NOTHING = {};

    private final Ensemble ensemble;
    private final Layout layout;
    private final CheckpointReader reader;

    CheckpointWriter(Ensemble ensemble, Layout layout) {
        this.ensemble = ensemble;
        this.layout = layout;
        this.reader = new CheckpointReader(ensemble, layout);
    }

    /**
     * Writes the snapshot unless there is a newer one.
     *
     * @param batch the first index of the batch that holds the snapshot's last entry
     * @return the newest checkpoint afterwards
     */
    CheckpointRecord write(Snapshot snapshot, long batch) throws IOException {
        CheckpointRecord before = reader.await(reader.newest());
        if (before.position().index() >= snapshot.position().index()) {
            return before;
        }
        String name =
                snapshot.position().index() + "-" + UUID.randomUUID().toString().substring(0, 8);
        String directory = layout.checkpoints() + "/" + name;
        reader.await(ensemble.commit(List.of(make(directory, NOTHING))));
        PartsStream parts = new PartsStream(directory);
        try (GZIPOutputStream packed = new GZIPOutputStream(parts, BUFFER)) {
            snapshot.source().writeTo(packed);
        }
        CheckpointRecord made = new CheckpointRecord(snapshot.position(), batch, name, parts.count, parts.bytes);
        CheckpointRecord newest = replace(made);
        prune(newest);
        return newest;
    }

    private CheckpointRecord replace(CheckpointRecord made) throws IOException {
        while (true) {
            Znode present = reader.await(ensemble.read(layout.checkpoint()))
                    .orElseThrow(() -> new IOException("the znode " + layout.checkpoint() + " is gone"));
            CheckpointRecord there = CheckpointRecord.decode(present.data());
            if (there.position().index() >= made.position().index()) {
                return there;
            }
            CompletableFuture<Boolean> swapped = ensemble.commit(
                            List.of(Op.setData(layout.checkpoint(), made.encode(), present.version())))
                    .handle((done, failure) -> {
                        EnsembleException refused = EnsembleException.of(failure);
                        if (refused != null && refused.code() == KeeperException.Code.BADVERSION) {
                            return false;
                        }
                        if (failure != null) {
                            throw new java.util.concurrent.CompletionException(failure);
                        }
                        return true;
                    });
            if (reader.await(swapped)) {
                return made;
            }
        }
    }

    /** Removes what is before the checkpoint: whole directories of batches, parts of batches, older checkpoints. */
    private void prune(CheckpointRecord newest) throws IOException {
        long first = Layout.directory(newest.batch());
        for (String directory : reader.await(ensemble.children(layout.journal()))) {
            if (Long.parseLong(directory) < first) {
                remove(layout.journal() + "/" + directory);
            }
        }
        for (String name : reader.await(ensemble.children(layout.parts()))) {
            if (index(name) < newest.batch()) {
                remove(layout.parts() + "/" + name);
            }
        }
        for (String name : reader.await(ensemble.children(layout.checkpoints()))) {
            if (index(name) <= newest.position().index() && !name.equals(newest.name())) {
                remove(layout.checkpoints() + "/" + name);
            }
        }
    }

    private static long index(String name) {
        return Long.parseLong(name.substring(0, name.indexOf('-')));
    }

    private void remove(String directory) throws IOException {
        List<String> names = reader.await(ensemble.children(directory));
        for (int from = 0; from < names.size(); from += DELETES) {
            List<Op> deletes = new ArrayList<>();
            for (String name : names.subList(from, Math.min(names.size(), from + DELETES))) {
                deletes.add(Op.delete(directory + "/" + name, -1));
            }
            reader.await(gone(deletes));
        }
        reader.await(gone(List.of(Op.delete(directory, -1))));
    }

    /** Another master may prune at the same time; then that one does it. */
    private CompletableFuture<Boolean> gone(List<Op> deletes) {
        return ensemble.commit(deletes).handle((done, failure) -> {
            EnsembleException refused = EnsembleException.of(failure);
            boolean raced = refused != null
                    && (refused.code() == KeeperException.Code.NONODE
                            || refused.code() == KeeperException.Code.NOTEMPTY);
            if (failure != null && !raced) {
                throw new java.util.concurrent.CompletionException(failure);
            }
            return true;
        });
    }

    private Op make(String path, byte[] data) {
        return Op.create(path, data, ensemble.settings().rights(), CreateMode.PERSISTENT);
    }

    /** Cuts what is written into znodes, a few of which are on their way at a time. */
    private final class PartsStream extends OutputStream {
        private final String directory;
        private final ByteArrayOutputStream part = new ByteArrayOutputStream();
        private final ArrayDeque<CompletableFuture<?>> inFlight = new ArrayDeque<>();
        private int count;
        private long bytes;

        PartsStream(String directory) {
            this.directory = directory;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            int at = offset;
            while (at < offset + length) {
                int size = Math.min(PART - part.size(), offset + length - at);
                part.write(from, at, size);
                at += size;
                if (part.size() == PART) {
                    send();
                }
            }
        }

        private void send() throws IOException {
            while (inFlight.size() >= IN_FLIGHT) {
                reader.await(inFlight.remove());
            }
            inFlight.add(ensemble.commit(List.of(make(directory + "/" + count, part.toByteArray()))));
            count++;
            bytes += part.size();
            part.reset();
        }

        @Override
        public void close() throws IOException {
            if (part.size() > 0) {
                send();
            }
            while (!inFlight.isEmpty()) {
                reader.await(inFlight.remove());
            }
        }
    }
}
