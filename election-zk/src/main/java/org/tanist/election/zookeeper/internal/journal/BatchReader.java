package org.tanist.election.zookeeper.internal.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.tanist.election.zookeeper.internal.ensemble.Ensemble;
import org.tanist.election.zookeeper.internal.ensemble.Znode;
import org.tanist.election.zookeeper.internal.record.BatchRecord;
import org.tanist.election.zookeeper.internal.record.BatchZnode;
import org.tanist.election.zookeeper.internal.record.Layout;

/** Reads batches. Thread-safe. */
final class BatchReader {
    private static final int WINDOW = 64;

    private final Ensemble ensemble;
    private final Layout layout;

    /** A batch and the bytes that it takes. */
    record Read(BatchRecord batch, int size) {}

    BatchReader(Ensemble ensemble, Layout layout) {
        this.ensemble = ensemble;
        this.layout = layout;
    }

    /** The batch that begins with this entry, if there is one. */
    CompletableFuture<Optional<Read>> at(long first) {
        return ensemble.read(layout.batch(first)).thenCompose(this::whole);
    }

    /** Batches from this one on, as many as are read at once, in order; none if there is no such one yet. */
    CompletableFuture<List<Read>> from(long first) {
        String directory = layout.directoryPath(Layout.directory(first));
        return ensemble.children(directory).thenCompose(names -> {
            List<Long> wanted = names.stream()
                    .map(Long::valueOf)
                    .filter(one -> one >= first)
                    .sorted()
                    .limit(WINDOW)
                    .toList();
            CompletableFuture<List<Read>> all = CompletableFuture.completedFuture(new ArrayList<>());
            for (long one : wanted.isEmpty() ? List.of(first) : wanted) {
                all = all.thenCombine(at(one), (read, batch) -> {
                    batch.ifPresent(read::add);
                    return read;
                });
            }
            return all;
        });
    }

    private CompletableFuture<Optional<Read>> whole(Optional<Znode> znode) {
        if (znode.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        try {
            BatchZnode form = BatchZnode.decode(znode.get().data());
            if (form.parts().isEmpty()) {
                return CompletableFuture.completedFuture(Optional.of(read(form.batch())));
            }
            BatchZnode.Parts parts = form.parts().get();
            CompletableFuture<ByteArrayOutputStream> all =
                    CompletableFuture.completedFuture(new ByteArrayOutputStream());
            for (int i = 0; i < parts.count(); i++) {
                String path = layout.parts() + "/" + parts.name() + "/" + i;
                all = all.thenCombine(ensemble.read(path), (bytes, part) -> {
                    byte[] piece = part.orElseThrow(() -> new CompletionException(
                                    new IOException("the part " + path + " of a batch is gone")))
                            .data();
                    bytes.write(piece, 0, piece.length);
                    return bytes;
                });
            }
            return all.thenApply(bytes -> {
                try {
                    return Optional.of(read(bytes.toByteArray()));
                } catch (IOException e) {
                    throw new CompletionException(e);
                }
            });
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Read read(byte[] bytes) throws IOException {
        return new Read(BatchRecord.decode(bytes), bytes.length);
    }
}
