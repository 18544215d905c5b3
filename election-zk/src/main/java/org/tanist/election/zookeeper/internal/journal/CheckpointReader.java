package org.tanist.election.zookeeper.internal.journal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import org.tanist.election.zookeeper.internal.ensemble.Ensemble;
import org.tanist.election.zookeeper.internal.ensemble.Znode;
import org.tanist.election.zookeeper.internal.record.CheckpointRecord;
import org.tanist.election.zookeeper.internal.record.Layout;
import org.tanist.journal.EntryConsumer;

/** Reads checkpoints. Thread-safe. */
final class CheckpointReader {
    private static final int LIMIT_SECONDS = 20;
    private static final int BUFFER = 64 << 10;
    private static final int TRIES = 5;

    private final Ensemble ensemble;
    private final Layout layout;

    CheckpointReader(Ensemble ensemble, Layout layout) {
        this.ensemble = ensemble;
        this.layout = layout;
    }

    /** Which one is the newest. */
    CompletableFuture<CheckpointRecord> newest() {
        return ensemble.read(layout.checkpoint()).thenApply(znode -> {
            try {
                return znode.isEmpty()
                        ? CheckpointRecord.NONE
                        : CheckpointRecord.decode(znode.get().data());
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
    }

    /** Gives a checkpoint to the consumer, or the newest one if this one was replaced meanwhile. Blocks. */
    CheckpointRecord restore(CheckpointRecord from, EntryConsumer to) throws IOException {
        CheckpointRecord record = from;
        for (int tries = 1; ; tries++) {
            try (InputStream parts = new BufferedInputStream(new GZIPInputStream(new Parts(record), BUFFER), BUFFER)) {
                to.restore(record.position(), parts);
                return record;
            } catch (IOException e) {
                CheckpointRecord now = await(newest());
                if (tries == TRIES || now.name().equals(record.name())) {
                    throw new IOException(
                            "the checkpoint at " + record.position() + " cannot be read: " + e.getMessage(), e);
                }
                record = now;
            }
        }
    }

    /** The result, or the failure as an IOException. Blocks. */
    <T> T await(CompletableFuture<T> future) throws IOException {
        try {
            return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()), e);
        } catch (TimeoutException e) {
            throw new IOException("ZooKeeper did not answer within " + LIMIT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** The parts of one checkpoint, one after the other; the next is on its way while one is read. */
    private final class Parts extends InputStream {
        private final CheckpointRecord record;
        private int asked;
        private CompletableFuture<Optional<Znode>> next;
        private byte[] part = new byte[0];
        private int at;

        Parts(CheckpointRecord record) {
            this.record = record;
            this.next = ask();
        }

        private CompletableFuture<Optional<Znode>> ask() {
            String path = layout.checkpoints() + "/" + record.name() + "/" + asked;
            asked++;
            return asked > record.parts() ? CompletableFuture.completedFuture(Optional.empty()) : ensemble.read(path);
        }

        private boolean fill() throws IOException {
            while (at == part.length) {
                boolean last = asked > record.parts();
                Optional<Znode> read = await(next);
                if (read.isEmpty()) {
                    if (last) {
                        return false;
                    }
                    throw new IOException("part " + (asked - 1) + " is gone");
                }
                part = read.get().data();
                at = 0;
                next = ask();
            }
            return true;
        }

        @Override
        public int read() throws IOException {
            return fill() ? part[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int count = Math.min(length, part.length - at);
            System.arraycopy(part, at, into, offset, count);
            at += count;
            return count;
        }
    }
}
