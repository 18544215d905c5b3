package org.tanist.election.zookeeper.internal.journal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.election.zookeeper.internal.ensemble.Ensemble;
import org.tanist.election.zookeeper.internal.record.BatchRecord;
import org.tanist.election.zookeeper.internal.record.Layout;
import org.tanist.journal.Entry;

/**
 * Writes to nowhere once, so that the code has run when the first term of this process writes: loading and linking it then was measured to
 * take longer than the commit itself. Nothing leaves the process.
 */
final class Rehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final Term TERM = new Term(1);
    private static final List<Entry> BATCH = List.of(new Entry("rehearsal", "rehearsal", 0, new byte[1]));

    private Rehearsal() {}

    static void run(Ensemble like, Layout layout) {
        // It is never started, so it fails whatever is asked of it, as one whose connection is lost does.
        try (Ensemble nowhere = new Ensemble(like.settings(), new Deaf());
                ZooKeeperWriter writer = new ZooKeeperWriter(
                        new ZooKeeperWriter.Opening(TERM, 0, Position.START, ZooKeeperWriter.NO_DIRECTORY),
                        nowhere,
                        layout,
                        new Open(),
                        new Idle())) {
            CompletableFuture<Position> appended = writer.append(BATCH).toCompletableFuture();
            CompletableFuture<Position> confirmed = writer.confirm().toCompletableFuture();
            writer.reconnected();
            Flight flight = new Flight(
                    new BatchRecord(TERM.value(), 1, BATCH),
                    0,
                    true,
                    layout,
                    like.settings().rights());
            flight.step().forEach(Op::toRequestRecord);
            LOG.debug(
                    "rehearsed: {} {} {}",
                    appended,
                    confirmed,
                    List.of(new OpResult.CheckResult(), new OpResult.DeleteResult(), new OpResult.CreateResult("")));
        }
    }

    private static final class Deaf implements Ensemble.Listener {
        @Override
        public void connected(long sessionId) {}

        @Override
        public void disconnected() {}

        @Override
        public void expired() {}

        @Override
        public void changed(String path) {}
    }

    private static final class Open implements Fence {
        @Override
        public Optional<Integer> version(Term term) {
            return Optional.of(0);
        }

        @Override
        public Term newest() {
            return TERM;
        }

        @Override
        public void passed(long sentNanos) {}

        @Override
        public void refused() {}
    }

    private static final class Idle implements ZooKeeperWriter.Watcher {
        @Override
        public void committed(BatchRecord batch, int size) {}

        @Override
        public void ended() {}

        @Override
        public void later(Runnable task, Duration delay) {}
    }
}
